"""What a news page has around its text and no reader of the text wants: scripts, styles, tools, words of the foot.

All of it is invented after such pages in general. It is full of the words that a reader looks for (来源, 编辑, 记者,
责任编辑, dates, headings), for that is what boilerplate does.
"""

# Markup is kept as it is served.
# ruff: noqa: E501

from __future__ import annotations

STYLES = {
    "old": """<style type="text/css">
<!--
body,td,th{font-size:12px;line-height:22px;color:#333333;font-family:"宋体",Arial;}
a:link{color:#000;text-decoration:none}a:visited{color:#333;text-decoration:none}a:hover{color:#c00}
.bt{font-size:22px;font-weight:bold;color:#b50000;line-height:36px;text-align:center}
.lm a{color:#fff;font-weight:bold;padding:0 8px}.tool{color:#888;border-bottom:1px dashed #ccc}
.zw{font-size:14px;line-height:26px;padding:10px 24px}#bottom{border-top:3px solid #b50000;color:#666}
.rb1{background:url(/images/rb1.gif) repeat-x;height:28px}.rb2{border:1px solid #d9d9d9;padding:6px}
-->
</style>""",
    "middle": """<style type="text/css">
.wrap{width:1000px;margin:0 auto}.menu{height:68px;background:#c30d23;overflow:hidden}.menu li{float:left;padding:0 9px}
.menu a{color:#fff;font-size:14px}.topbar{height:30px;line-height:30px;background:#f5f5f5;border-bottom:1px solid #ddd}
.fl{float:left}.fr{float:right}.clear{clear:both}.hot li{height:26px;overflow:hidden;background:url(/images/dot.gif)}
.nry{font-size:16px;line-height:2em}.nry p{margin:0 0 1em}.nry img{max-width:640px}.zrbj{color:#666}.bqsm{color:#999}
.share a{display:inline-block;width:24px;height:24px;background:url(/images/share.png) no-repeat}
@media print{.menu,.topbar,.hot,.share,.foot{display:none}}
</style>""",
    "new": """<style>
:root{--main:#c8161d;--text:#222}html{-webkit-text-size-adjust:100%}*,*::before,*::after{box-sizing:border-box}
body{margin:0;font-family:"PingFang SC","Microsoft YaHei",sans-serif;color:var(--text)}
.navbar{position:sticky;top:0;display:flex;background:var(--main)}.navbar a{color:#fff;padding:.75rem 1rem}
.xb-left{padding:0 15px}.xb-h2{font-size:1.75rem}.xb-h4{color:#999;font-size:.875rem}.jcontent p{line-height:1.9}
.side-card{border:1px solid #eee;border-radius:4px;margin-bottom:1rem}.side-card h2{font-size:1.125rem}
.float-tools{position:fixed;right:12px;bottom:80px}.float-tools li{list-style:none}.d-none{display:none!important}
@media (max-width:768px){.col-md-4{display:none}.navbar{overflow-x:auto}}
</style>""",
}

SCRIPTS = {
    "old": """<script language="javascript" type="text/javascript">
function doZoom(size){document.getElementById('zoom').style.fontSize=size+'px';}
function showDate(){var d=new Date(),w=new Array("日","一","二","三","四","五","六");
document.write(d.getFullYear()+"年"+(d.getMonth()+1)+"月"+d.getDate()+"日 星期"+w[d.getDay()]);}
function setHome(o){try{o.style.behavior='url(#default#homepage)';o.setHomePage(location.href);}catch(e){alert('请手动设置');}}
function addFav(){if(document.all){window.external.addFavorite(location.href,document.title);}}
function checkSearch(f){if(f.keyword.value==''||f.keyword.value=='请输入关键字'){alert('请输入关键字!');return false;}return true;}
</script>""",
    "middle": """<script type="text/javascript" src="/js/jquery-1.7.2.min.js"></script>
<script type="text/javascript">
$(function(){$('.menu li').hover(function(){$(this).addClass('on')},function(){$(this).removeClass('on')});
$('#fontBig').click(function(){$('.nry').css('font-size','18px')});
$('#fontSmall').click(function(){$('.nry').css('font-size','14px')});
var t=$('.tqyb');if(t.length){$.getScript('http://php.weather.sina.com.cn/iframe/index/w_cl.php?code=js&day=0',function(){
t.html('临汾 '+window.SWther.w['临汾'][0].s1+' '+window.SWther.w['临汾'][0].t1+'℃');});}});
window._bd_share_config={"common":{"bdText":"","bdMini":"2","bdPic":"","bdStyle":"0","bdSize":"24"},"share":{}};
with(document)0[(getElementsByTagName('head')[0]||body).appendChild(createElement('script')).src='/js/share.js'];
</script>
<!--[if lt IE 9]><script src="/js/html5shiv.js"></script><script src="/js/respond.min.js"></script><![endif]-->""",
    "new": """<script>
(function(w,d){w._hmt=w._hmt||[];var h=d.createElement("script");h.src="/js/hm.js?5b1c";h.async=true;
var s=d.getElementsByTagName("script")[0];s.parentNode.insertBefore(h,s);
w.siteConfig={"name":"临汾新闻网","source":"来源：临汾新闻网","editor":"责任编辑：值班","comment":false,"dark":"auto"};
d.addEventListener("DOMContentLoaded",function(){var b=d.querySelector(".back-top");if(!b){return;}
b.addEventListener("click",function(){w.scrollTo({top:0,behavior:"smooth"})});
d.querySelectorAll("img[data-src]").forEach(function(i){i.src=i.getAttribute("data-src")});
var html='<p class="tip">本文来源：<a href="/">临汾新闻网</a> 编辑：值班</p>';w.tip=html;});})(window,document);
</script>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Organization","name":"临汾新闻网",
"url":"http://www.lfxww.com/","logo":"http://www.lfxww.com/images/logo.png"}</script>""",
}

TOOLS = {
    "old": '<div class="tool" align="right">【字体：<a href="javascript:doZoom(16)">大</a> '
    '<a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a>】'
    ' 【<a href="javascript:window.print()">打印</a>】 【<a href="javascript:window.close()">关闭</a>】</div>',
    "middle": '<div class="share bdsharebuttonbox"><span>分享到：</span><a class="bds_tsina" title="分享到新浪微博">新浪微博</a>'
    '<a class="bds_weixin" title="分享到微信">微信</a><a class="bds_qzone" title="分享到QQ空间">QQ空间</a>'
    '<em>字号：</em><a id="fontBig">大</a><a id="fontSmall">小</a><a class="print">打印</a></div>',
    "new": '<div class="text-center d-print-none"><button type="button" aria-label="朗读">听新闻</button>'
    '<a class="wx" href="javascript:;">微信扫一扫 分享到朋友圈</a> <a class="wb" href="javascript:;">微博</a> '
    '<span class="fs">字体 <i>A-</i> <i>A+</i></span></div>',
}

_FRIENDS = """
人民网 people.com.cn 新华网 xinhuanet.com 央视网 cctv.com 中国新闻网 chinanews.com 光明网 gmw.cn 中国经济网 ce.cn
山西新闻网 sxrb.com 黄河新闻网 sxgov.cn 太原新闻网 tynews.com.cn 大同新闻网 dtnews.cn 运城新闻网 sxycrb.com
长治新闻网 changzhinews.com 晋城新闻网 jcnews.com.cn 吕梁新闻网 lvliangnews.com 忻州新闻网 xinzhounews.cn
朔州新闻网 shuozhounews.cn 阳泉新闻网 yqnews.com.cn 晋中新闻网 jznews.com.cn
"""
FRIENDS = tuple(zip(_FRIENDS.split()[::2], _FRIENDS.split()[1::2], strict=True))
"""Names and hosts of a foot's links to other sites."""

_ABOUT = "关于我们 联系我们 网站地图 广告服务 人才招聘 法律顾问 版权声明 投稿须知 记者查询 编辑部电话"
ABOUT = tuple(_ABOUT.split())
FEET = {
    "old": "<p>主办：中共临汾市委宣传部　承办：临汾日报社　编辑部电话：0357-0000000　记者热线：0357-0000001</p>"
    "<p>晋ICP备00000000号　版权所有：临汾新闻网　未经授权不得转载　值班编辑：网络部　来稿请注明来源、作者</p>",
    "middle": "<p>互联网新闻信息服务许可证编号：14100000000　晋ICP备00000000号-1　晋公网安备 14100002000000号</p>"
    "<p>违法和不良信息举报电话：0357-0000002　举报邮箱：jubao@example.com　本报记者证核验：0357-0000003</p>"
    "<p>凡本网注明“来源：临汾新闻网”的所有作品，版权均属于临汾新闻网，未经本网授权不得转载、摘编。"
    "已经授权的，应在授权范围内使用，并注明“来源：临汾新闻网”。</p>"
    "<p>Copyright &copy; 2013-2018 www.lfxww.com All Rights Reserved　版权所有　责任编辑邮箱：bj@example.com</p>",
    "new": "<p>违法和不良信息举报电话：0357-0000002　涉未成年人举报专线：0357-0000004　网站编辑：新媒体中心</p>"
    "<p>互联网新闻信息服务许可证：14100000000　信息网络传播视听节目许可证：1400000　广播电视节目制作经营许可证（晋）字第000号</p>"
    "<p>本网站所刊载信息，不代表临汾新闻网观点。刊用本网站稿件，务经书面授权。记者 通讯员投稿请发送至指定邮箱。</p>"
    "<p>主管：临汾市委宣传部　主办：临汾日报社　技术支持：临汾新闻网技术部　总编辑：值班总编　审核：值班主任</p>"
    "<p>版权所有 &copy; 临汾日报社 未经书面授权不得复制或建立镜像</p>",
}

OVERLAYS = {
    "old": '<div id="floatAd" style="position:absolute;display:none"><a href="#">关闭</a><p>来源：广告　编辑：广告部</p></div>',
    "middle": '<div class="popup" style="display: none;"><h3>用户登录</h3><form action="/member/login" method="post">'
    '<input name="user" placeholder="用户名"><input name="pass" type="password"><button>登录</button></form></div>',
    "new": '<div class="modal d-none" role="dialog" aria-hidden="true" hidden><h2 class="modal-title">温馨提示</h2>'
    "<p>您正在使用的浏览器版本过低，建议升级后访问。</p><p>责任编辑：系统</p></div>"
    '<ul class="float-tools"><li><a class="back-top" href="javascript:;">返回顶部</a></li><li>无障碍</li><li>手机版</li></ul>',
}
