"""Tell a message of the machine from a text of the newspaper, by the words it is made of.

News says who, when and where; a message has nothing to say but of page, site and visitor, however it is worded. So it
is no phrase that tells one but the share of its words that are an interface's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from itertools import groupby
from operator import itemgetter

from linfen_crawler.kinds import Nature
from linfen_crawler.pages.nature.engines import is_of_engine, says_code_of_gone, traces
from linfen_crawler.text import fold

Said = tuple[Nature, str]
"""What a page is, and the words or marks of it that say so."""

# What a message says is wrong; of equal weight, the nature that stands first here is taken.
_FAULTS = {
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
# What a message speaks of, and what its reader may do about it.
_INTERFACE = (
    "页面 网页 该页 本页 网站 站点 本站 本网 文章 本文 此文 该文 篇文章 信息 内容 文档 文件 稿件 新闻 资讯"
    " 资源 图片 视频 栏目 频道 专题 链接 连接 地址 网址 路径 服务器 服务 系统 数据库 数据 程序 应用 应用程序"
    " 域名 浏览器 网络 后台 后端 接口 目录 模板 模块 缓存 控件 参数 变量 请求 访问 查看 浏览 阅读 观看 显示"
    " 打开 操作 进入 提交 返回 首页 主页 上一页 上级 点击 单击 刷新 重试 再试 试试 重新 尝试 空间 主机 端口"
    " 根目录 代码 编号 日志 状态 事件 全文 正文 原文 标题 客户端 设备 名称 记录 配置 堆栈 进程 对象 实例 索引"
    " 页码 网关 检查 检测 确认 输入 查找 查询 搜索 发布者 站长 管理员 访客 用户 接入商 服务商 提供商 注册商"
    " 运营商 客服 技术支持 作者 本人 游客 会员组 功能 评论 投票 主题 版块 帖子 下载 上传 附件 列表 窗口 按钮"
    " 菜单 弹窗 选项 界面 流量 网速 信号 网卡 二维码 扫码 代理 插件 版本 虚拟主机 内网 外网 局域网 谷歌 火狐"
    " 平台 机房 验证框 会话 账户 响应 规则 模板文件 缓存文件 配置文件 包含文件 程序文件 数据文件 脚本文件 数据库文件"
    " 数据表 数据源 字段 控制器 磁盘 内存 连接字符串 存储过程 数据库连接 文件写入"
)
# What goes with either.
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
_FUNCTION = (
    "的地得了着过是在或和与及并而已被经该此本这那可正中将会因未尚还不无有后前若为所要想再等到从以其它都也就个一下些时仍又对于向由把让使需应者之"
    "内外里上来去出起啦哦呢吧吗啊呀么什怎两几多太很好给带试"
)
"""Characters that stand in any text and say nothing of it."""

_HOST_AND_ENGINE = (
    "域名 站点 网站 主机 虚拟主机 空间 服务器 数据库 数据库连接 数据库文件 数据表 数据源 数据文件 字段 连接字符串"
    " 存储过程 模板 模板文件 缓存 缓存文件 配置 配置文件 包含文件 程序 程序文件 脚本 脚本文件 模块 控制器 接口"
    " 磁盘 内存"
)
_OF_HOST = frozenset(_HOST_AND_ENGINE.split())
"""Of what a message speaks that says nothing of the page: a domain that has lapsed takes none of its articles along,
nor does a database that is not there.
"""

_OF_ENGINE = frozenset(_HOST_AND_ENGINE[_HOST_AND_ENGINE.index("数据库") :].split())
_OF_EITHER = frozenset({"连接", "文件", "地址", "路径"})
"""What a database or a template has as well as a page."""

_OUT_OF_USE = "不可用"
_MERELY = frozenset({_OUT_OF_USE, "跳转", "转向"})
"""What is so for whatever else is wrong, or comes of it."""
_SERVICE = (
    "故障 异常 失败 无法 打不开 登录 登陆 验证码 卡顿 卡住 崩溃 出错 报错 停机 中断 密码 账号 帐号 账户 问题 疑问"
)
_TROUBLES = frozenset(_SERVICE.split())
"""Of what a text for those who use some service speaks; 改造 and 关闭 stand in any news."""
_LOADS = frozenset({"加载", "载入"})
"""What a page says of itself before its scripts have run."""
_FOR_A_WHILE = frozenset(["暂时", "临时", "目前", "现在", "稍后", "稍候", "稍等", "重试", "再试"])
_PASSING = re.compile(
    "维护|维修|抢修|繁忙|太忙|忙碌|正忙|拥挤|拥堵|过载|超时|暂停|内部错误|数据库|正在.{0,8}(?:升级|改造|迁移|改版|调试)"
    "|(?:升级|改造|迁移|调试)[中期]|稍[后候等]片?刻?(?:再|重|访|尝|刷)|请稍[后候等](?:[。,!]|$)"
    "|maintenance|unavailable|hostname",
    re.IGNORECASE,
)
_NATURE_OF = {word: nature for nature, words in _FAULTS.items() for word in words.split()}
_OF_PAGE = frozenset(_INTERFACE.split()[: _INTERFACE.split().index("服务器")]) - _OF_HOST
_THINGS = frozenset(
    f"{_INTERFACE} 加载 载入 登录 登陆 登入 验证 验证码 滑块 防火墙 脚本 密码 权限 权限不足 会员 跳转 机器人".split()
)
_WORDS = frozenset([*_NATURE_OF, *_THINGS, *_COMMON.split()])
_NAMES_THING = frozenset(word for word in _WORDS if any(thing in word for thing in _THINGS))


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of some words; only those that begin as a text goes on are tried there."""
    alike = groupby(sorted(words, key=lambda word: (word[0], -len(word))), key=itemgetter(0))
    return "|".join(f"{first}(?:{'|'.join(word[1:] for word in group)})" for first, group in alike)


_WORD = re.compile(f"({_any_of(_WORDS)})")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_STRANGE = re.compile(rf"[^{_FUNCTION}{''.join(sorted(set(''.join(_WORDS))))}\0-\u4dff\ua000-\U0010ffff]")
"""Characters that stand in no such word and say something."""
_ELSE = re.compile(rf"[\u4e00-\u9fff](?<![{_FUNCTION}])")

_ENGLISH = {
    Nature.SOFT_404: re.compile(
        r"not found|(?:does not|doesn't) exist|no longer (?:available|exist)"
        r"|been (?:re)?moved|been deleted|can(?:no|')t be found|\b404\b",
        re.IGNORECASE,
    ),
    Nature.CHALLENGE: re.compile(
        r"just a moment|(?:checking )?your browser|captcha|not a robot|are (?:a )?human|javascript|cookies"
        r"|security check|ddos|\bwaf\b|firewall"
        r"|(?:access|request) ?(?:was |has been )?(?:denied|blocked|rejected)|blocked by|attention required",
        re.IGNORECASE,
    ),
    Nature.LOGIN: re.compile(r"\blog ?in\b|sign in|unauthori[sz]ed", re.IGNORECASE),
}
_ENGLISH_ERROR = re.compile(
    r"error|exception|warning|fatal|fail|unavailable|gateway|upstream|healthy|time-?out|server|database|\b\w*sql|\bphp|asp\.net|\bjava"
    r"|application|maintenance|forbidden|permission|invalid|undefined|request|connect|nginx|apache|tomcat"
    r"|no such|\btable\b|\bcolumn\b"
    r"|unknown|can(?:no|')t|errno|went wrong|try again|domain|for sale|resource|configur|input file|specified|\bnull\b",
    re.IGNORECASE,
)
_MIN_ENGLISH = 2
"""Words of an error: one may stand in any text."""
_CODE = re.compile(
    r"[\W_]{0,8}(?:http|error|错误)?[\W_]{0,8}404(?:[\W_]{0,8}(?:error|not found|错误|页面?|提示|-.{0,40}))?[\W_]{0,8}",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"(?:http\S{0,4} )?(?:error|status)?\W{0,3}(4\d\d|50\d)\b\W{1,3}(?=[a-z])[\0-\x7f]{1,60}", re.IGNORECASE
)
_REASONS = frozenset(one.phrase.lower() for one in HTTPStatus if one >= HTTPStatus.BAD_REQUEST)
"""What a server says by default of a request that it does not answer: Bad Gateway."""
_GONE = re.compile("4(?:04|10)")
_VALUE = re.compile(r"null|undefined|none|nan|\[object object\]|err_\w{1,40}", re.IGNORECASE)
"""What a program writes where it has nothing to write."""
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\$?\{[$#%]?[\w.:!'\"|/ =()-]{1,80}\}|\[!-{2}[^\[\]]{1,40}-{2}\]"
    r"|\[[a-z]{1,12}:[^\[\]]{1,40}\]|<[%?][^<>]{0,80}[%?]>"
    r"|</?[a-z]{1,12}[_:]\w[^<>]{0,80}>|#[a-z_]{2,30}#|@[a-z]{1,20}\.[\w.()]{1,60}|\$\w{1,20}(?:\.|->)\w{1,40}",
    re.IGNORECASE | re.ASCII,
)
"""What a template says of a field that nobody filled in."""

_OF_ITSELF = re.compile(
    r"(?:[^,。]{1,16},){0,2}?(?:"
    r"(?:[您你]?所?[要想]?(?:访问|查看|浏览|请求|查?找|寻找|打开|阅读|搜索)的|[该此本])[条篇个]?"
    r"(?:页面?|网页|文章?|新闻|信息|内容|稿件?|文档|资讯|帖子?|资源|报道|专题|\w{0,2}?链接)"
    r"|[您你]的(?:本次|当前)?(?:操作|访问|请求|IP|网络|浏览器|设备))"
    r"[^《“]*",
    re.IGNORECASE,
)
"""What speaks of its own page, or of what its reader does there, before it has spoken of anything."""
_SENDS_TO_READ = re.compile(
    r"(?:[^,。:]{0,12}[,:])?请[^,。]{0,24}(?:查看|阅读|浏览|打开|观看|访问)"
    r"(?:(?:完整|全部|更多|详细|[本该此])?(?:内容|链接|文章|页面|新闻|信息|全文))?[。!~]?"
)
_IS_ATTACHED = re.compile("附件|下载")
_NAME = re.compile(r"[\u4e00-\u9fff]{2}(?:APP|ETC)", re.IGNORECASE)
_MAX_CLAUSES = 60
"""Characters of a message that is told by whom and what it speaks of."""
_MAX_NAMES, _MIN_SHARE_OF_OWN = 10, 0.4
"""Characters of no such word in it, and the share of those that are."""
_MIN_SHARE_OF_CALL = 0.7
"""The share in a call to read elsewhere, which newspapers print as well: 成绩已公布，请登录网站查看."""

MAX_MESSAGE = 300
"""Characters; the longest messages name causes and remedies."""
_MAX_ELSE, _MIN_SHARE = 2, 0.6
"""Characters of no such word in a message – whoever has a name takes more – and the share of those that are."""
_MIN_SHARE_OF_MANY = 0.8
"""The share where more characters are none of them."""


def said_in(text: str) -> Said | None:
    """Tell a message; ``None`` of any other text, however short.

    >>> said_in("您要查看的稿件可能已经撤下")
    (<Nature.SOFT_404: 'soft 404'>, '您要查看的稿件可能已经撤下')
    >>> said_in("尧庙景区临时关闭，恢复开放时间另行通知。")
    """
    folded = fold(text).strip()
    if len(folded) > MAX_MESSAGE:
        return None
    if _CODE.fullmatch(folded):
        return Nature.SOFT_404, folded
    if (status := _STATUS.fullmatch(folded)) or folded.lower() in _REASONS:
        return Nature.SOFT_404 if status and _GONE.match(status[1]) else Nature.ERROR, folded
    if _VALUE.fullmatch(folded):
        return Nature.ERROR, folded
    is_unfilled = _PLACEHOLDER.search(folded) and not _CHINESE.search(_PLACEHOLDER.sub("", folded))
    nature = Nature.ERROR if is_unfilled else (_chinese if _CHINESE.search(folded) else _english)(folded)
    if nature is None:
        nature = Nature.ERROR if traces(folded) else None
    elif nature is not Nature.ERROR and is_of_engine(folded) and not says_code_of_gone(folded):
        nature = Nature.ERROR
    return None if nature is None else (nature, folded[:60])


def _chinese(folded: str) -> Nature | None:
    strange = len(_STRANGE.findall(folded))
    if strange > _MAX_ELSE and len(folded) - strange < len(folded) * _MIN_SHARE_OF_MANY:
        # To part it at its words would show no more: whatever else it holds is not enough.
        return None
    parted = _WORD.split(folded)
    words = parted[1::2]
    if _NAMES_THING.isdisjoint(words):
        return None
    known, others = _weigh(parted)
    share = _MIN_SHARE if others <= _MAX_ELSE else _MIN_SHARE_OF_MANY
    if known < (known + others) * share:
        return None
    nature = _nature_of(words)
    return Nature.ERROR if nature is Nature.SOFT_404 and _is_of_host(words) else nature


def _is_of_host(words: Sequence[str]) -> bool:
    of_page = _OF_PAGE if _OF_ENGINE.isdisjoint(words) else _OF_PAGE - _OF_EITHER
    return not _OF_HOST.isdisjoint(words) and of_page.isdisjoint(words)


def _weigh(parted: Sequence[str]) -> tuple[int, int]:
    """Return how many characters of a text, parted at an interface's words, are of these and of any others."""
    return sum(map(len, parted[1::2])), len(_ELSE.findall("".join(parted[::2])))


def _nature_of(words: Iterable[str]) -> Nature | None:
    """Return what most of the faults among some words are of.

    What is merely out of use is so for whatever else is wrong, and comes back where that is said to be for a while;
    that a page sends on, or loads, is no fault beside another.
    """
    faults: Counter[Nature] = Counter()
    told = list(words)
    for word in told:
        if word in _NATURE_OF and word not in _MERELY and word not in _LOADS:
            faults[_NATURE_OF[word]] += len(word)
    if faults:
        return max(_FAULTS, key=lambda nature: faults[nature])
    if _OUT_OF_USE in told:
        return Nature.SOFT_404 if _FOR_A_WHILE.isdisjoint(told) else Nature.ERROR
    if not _MERELY.isdisjoint(told):
        return Nature.ERROR
    return None if _LOADS.isdisjoint(told) else Nature.EMPTY


def passing_trouble(text: str) -> Said | None:
    """Tell a message of a server or a site that is out of order for a while, whatever the page.

    >>> passing_trouble("网站正在维护，请稍后访问")
    (<Nature.ERROR: 'error'>, '网站正在维护,请稍后访问')
    >>> passing_trouble("页面出错了，稍后为您跳转到首页")
    """
    said = said_in(text)
    if said is None or said[0] is not Nature.ERROR:
        return None
    folded = fold(text)
    return said if _PASSING.search(folded) or _is_of_host(_WORD.split(folded)[1::2]) else None


def speaks_of_trouble(title: str) -> bool:
    """Tell the title of a text about a fault, or a question, of something that it names: no message stands below it.

    >>> speaks_of_trouble("公交APP故障已修复"), speaks_of_trouble("小麦机收进度过半"), speaks_of_trouble("系统故障")
    (True, False, False)
    """
    folded = fold(title)
    parted = _WORD.split(folded)
    is_named = _weigh(parted)[1] > _MAX_ELSE or _NAME.search(folded) is not None
    return is_named and not _TROUBLES.isdisjoint(parted[1::2])


def sends_on(text: str) -> bool:
    """Tell a message that only says that its page leads to another: what else is said tells why.

    >>> sends_on("如果您的浏览器没有自动跳转，请点击这里"), sends_on("文章已删除，即将跳转到首页")
    (True, False)
    """
    faults = [word for word in _WORD.split(fold(text))[1::2] if word in _NATURE_OF]
    return bool(faults) and _MERELY.issuperset(faults)


def said_of_itself(text: str) -> Said | None:
    """Tell a whole text that has nothing to say but of its own page, whatever befell that; news has a subject.

    >>> said_of_itself("此新闻已归档，请到档案库查询")
    (<Nature.SOFT_404: 'soft 404'>, '此新闻已归档,请到档案库查询')
    >>> said_of_itself("该村新建的文化广场日前投入使用。")
    """
    folded = fold(text).strip()
    if len(folded) > _MAX_CLAUSES:
        return None
    parted = _WORD.split(folded)
    known, others = _weigh(parted)
    share = known / (known + others or 1)
    is_sent_on = share >= _MIN_SHARE_OF_CALL and _SENDS_TO_READ.fullmatch(folded) and not _IS_ATTACHED.search(folded)
    is_own = share >= _MIN_SHARE_OF_OWN and others <= _MAX_NAMES and _OF_ITSELF.fullmatch(folded)
    return (_nature_of(parted[1::2]) or Nature.SOFT_404, folded) if is_sent_on or is_own else None


def _english(folded: str) -> Nature | None:
    """Tell a message in English: the newspaper writes none of its short texts in it."""
    for nature, fault in _ENGLISH.items():
        if fault.search(folded):
            return nature
    words = {word.lower() for word in _ENGLISH_ERROR.findall(folded)}
    return Nature.ERROR if len(words) >= _MIN_ENGLISH else None
