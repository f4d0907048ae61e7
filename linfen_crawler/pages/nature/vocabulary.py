"""The vocabulary of a machine's messages."""

from __future__ import annotations

from linfen_crawler.kinds import Nature

# What a message says is wrong; of equal weight, the nature that comes first here is taken.
FAULTS = {
    Nature.SOFT_404: (
        "不存在 删除 删掉 删了 已删 下架 下线 下撤 撤回 撤下 撤稿 移除 移走 移动到 移至 移到 被移动 回收站"
        " 失效 过期 丢失 弄丢 走丢 走失 丢了 迷路 不见 不在了 消失 飞走 没了 找不到 找不着 找不回 未找到 没找到"
        " 没有找到 无法找到 没有这篇 无此 没有该 没有此 重命名 改名 更名 不可用 违规 屏蔽 锁定 作废 取消"
        " 没有搜索到 没有相关 暂无 为空 空白 被举报 被投诉 退回 未签发 尚未签发 查无 没有结果 没有记录 撤除"
        " 撤销"
    ),
    Nature.CHALLENGE: (
        "验证 验证码 滑块 滑动 拖动 按住 拼图 拦截 阻断 阻止 防火墙 频繁 过快 过高 过多 攻击 入侵 触发 风险"
        " 威胁 恶意 机器人 人机 真人 安全检查 安全检测 核验 防护 脚本 禁止 拒绝 不允许 受限 限制 危险 黑名单"
        " 不在允许 开启 启用 安全狗 云锁 宝塔 创宇盾 云盾 云加速 加速乐 浏览器检查 检查您的浏览器 不合法"
        " 正在检查 正在检测 接受检查"
    ),
    Nature.LOGIN: (
        "登录 登陆 登入 权限 权限不足 无权 没有权 会员 注册 用户组 用户名 付费 订阅 密码 账号 账户 授权 未授权"
        " 仅限 仅对 凭据 身份 积分 级别 内部 仅供 专享 试读 开通会员 购买后 专属 实名 会话 点数 帐号"
    ),
    Nature.ERROR: (
        "错误 出错 报错 不成功 有误 不正确 失败 异常 故障 繁忙 忙碌 太忙 拥挤 维护 升级 改版 建设 改造 迁移"
        " 调试 停止 停机 暂停 停用 关闭 中断 断开 超时 无法 无响应 暂无法 暂不能 非法 无效 加载 载入 开小差"
        " 崩溃 未备案 备案 到期 续费 欠费 绑定 审核 待审 草稿 尚未发布 未发布 编辑中 过载 溢出 冻结 转让 出售"
        " 停放 停靠 内部错误 内部服务器 解析 跳转 转向 压力 存在问题 出了问题 出现问题 默认 没有权利 未开放 不受支持"
        " 尚未开通 抢修 机房搬迁 超限 超额 用完 用尽 耗尽 排队 拥堵 过低 更新中 整改 损坏 乱码 卡住 卡顿 死机 重启"
        " 不支持 不足 正忙 打不开"
    ),
}
# What a message refers to: the page, where it is and what leads to it; what serves it, and what its reader may do.
_PAGE = (
    "页面 网页 该页 本页 网站 站点 本站 本网 文章 本文 此文 该文 篇文章 信息 内容 文档 文件 稿件 新闻 资讯"
    " 资源 图片 视频 栏目 频道 专题 链接 连接 地址 网址 路径"
)
_INTERFACE = _PAGE + (
    " 服务器 服务 系统 数据库 数据 程序 应用 应用程序"
    " 域名 浏览器 网络 后台 后端 接口 目录 模板 模块 缓存 控件 参数 变量 请求 访问 查看 浏览 阅读 观看 显示"
    " 打开 操作 进入 提交 返回 首页 主页 上一页 上级 点击 单击 刷新 重试 再试 试试 重新 尝试 空间 主机 端口"
    " 根目录 代码 编号 日志 状态 事件 全文 正文 原文 标题 客户端 设备 名称 记录 配置 堆栈 进程 对象 实例 索引"
    " 页码 网关 检查 检测 确认 输入 查找 查询 搜索 发布者 站长 管理员 访客 用户 接入商 服务商 提供商 注册商"
    " 运营商 客服 技术支持 作者 本人 游客 会员组 功能 评论 投票 主题 版块 帖子 下载 上传 附件 列表 窗口 按钮"
    " 菜单 弹窗 选项 界面 流量 网速 信号 网卡 二维码 扫码 代理 插件 版本 虚拟主机 内网 外网 局域网 谷歌 火狐"
    " 平台 机房 验证框 会话 账户 响应 规则 模板文件 缓存文件 配置文件 包含文件 程序文件 数据文件 脚本文件 数据库文件"
    " 数据表 数据源 字段 控制器 磁盘 内存 连接字符串 存储过程 数据库连接 文件写入"
)
# What accompanies either.
_COMMON = (
    "抱歉 对不起 很遗憾 遗憾 哎呀 糟糕 不好意思 尊敬 谢谢 感谢 敬请 谅解 原谅 理解 不便 不便之处 带来 造成"
    " 期待 关注 耐心 等待 稍后 稍候 稍等 片刻 请 您 你 我们 亲爱 亲 非常 联系 咨询 提示 消息 通知 说明 解释"
    " 原因 详情 详细 了解 提供 使用 处理 设置 包含 存在 行为 正常 结果 根据 相关 有关 规定 法律 法规 政策 要求"
    " 方面 安全 策略 环境 类型 方式 更改 修改 改变 覆盖 生成 创建 运行 执行 发生 出现 需要 恢复 开发 人员"
    " 工程师 自定义 远程 管理 技术 支持 图中 图形 字符 下列 以下 上方 下方 当前 对应 生效 一致 接入 上述 编辑"
    " 要看 其他 别的 右边 最右边 左边 时间 暂时 临时 目前 现在 即将 正在 自动 手动 立即 可能 已经 曾经 尚未"
    " 没有 无法 不能 不会 是否 如果 如有 若有 疑问 问题 由于 因为 为了 所以 以便 或者 并且 而且 但是 但 以及 后再"
    " 方可 才能 才可 可以 通过 进行 完成 继续 超过 过于 太多 过多 人数 保护 直接 解决 次数 多次 频率 手机 电脑"
    " 文字 汉字 依次 证明 体验 先 弹出 读取 保存 存储 预计 等候 更新 努力 马上 回来 好像 换一个 换个 别处 看看"
    " 逛逛 随便 其它 那里 这里 这个 那个 上面 下面 前面 后面 左上 右上 左下 右下 按钮 输入框 完整 准确 正确"
    " 有效 合法 超出 达到 上限 下限 大小 长度 格式 编码 字节 字段 必填 选择 指定 搜索到 在线 开放 今天 当天"
    " 所在 只能 几分钟 分钟 秒钟 秒 还原 备份"
)
FUNCTION = (
    "的地得了着过是在或和与及并而已被经该此本这那可正中将会因未尚还不无有后前若为所要想再等到从以其它都也就个一下些时仍又对于向由把让使需应者之"
    "内外里上来去出起啦哦呢吧吗啊呀么什怎两几多太很好给带试"
)
"""Characters that are in any text and say nothing about it."""

_HOST = "域名 站点 网站 主机 虚拟主机 空间 服务器"
_ENGINE = (
    "数据库 数据库连接 数据库文件 数据表 数据源 数据文件 字段 连接字符串"
    " 存储过程 模板 模板文件 缓存 缓存文件 配置 配置文件 包含文件 程序 程序文件 脚本 脚本文件 模块 控制器 接口"
    " 磁盘 内存"
)
OF_HOST = frozenset(f"{_HOST} {_ENGINE}".split())
"""Of what a message speaks that says nothing of the page: a domain that has lapsed takes none of its articles along,
nor does a database that is not there.
"""

OF_ENGINE = frozenset(_ENGINE.split())
OF_EITHER = frozenset({"连接", "文件", "地址", "路径"})
"""What a database or a template has as well as a page."""

OUT_OF_USE = "不可用"
MERELY = frozenset({OUT_OF_USE, "跳转", "转向"})
"""What is so for whatever else is wrong, or comes of it."""
_SERVICE = (
    "故障 异常 失败 无法 打不开 登录 登陆 验证码 卡顿 卡住 崩溃 出错 报错 停机 中断 密码 账号 帐号 账户 问题 疑问"
)
TROUBLES = frozenset(_SERVICE.split())
"""Of what a text for those who use some service speaks; 改造 and 关闭 are in any news."""
LOADS = frozenset({"加载", "载入"})
"""What a page says of itself before its scripts have run."""
FOR_A_WHILE = frozenset(["暂时", "临时", "目前", "现在", "稍后", "稍候", "稍等", "重试", "再试"])
NATURE_OF = {word: nature for nature, words in FAULTS.items() for word in words.split()}
OF_PAGE = frozenset(_PAGE.split()) - OF_HOST
_THINGS = frozenset(
    f"{_INTERFACE} 加载 载入 登录 登陆 登入 验证 验证码 滑块 防火墙 脚本 密码 权限 权限不足 会员 跳转 机器人".split()
)
WORDS = frozenset([*NATURE_OF, *_THINGS, *_COMMON.split()])
NAMES_THING = frozenset(word for word in WORDS if any(thing in word for thing in _THINGS))
