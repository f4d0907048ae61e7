"""The sections seen on the site, for the day when the home page's menu cannot be read."""

SEEN = (
    "/linfen/shizheng/",
    "/shanxi/",
    "/newstp/",
    "/gggs/",
    "/stwy/",
    "/lflvy/",
    "/welb/",
    "/linfen/xnc/",
    "/linfen/fzsh/",
    "/linfen/kjww/",
    "/linfen/glps/",
    "/linfen/djll/",
    "/linfen/pyrw/",
    "/linfen/ft/",
    "/linfen/qyxw/",
    "/linfen/jjjs/",
    "/linfen/xiaojizhe/",
    "/yaoduqu/",
    "/hongtong/",
    "/yicheng/",
    "/fushan/",
    "/daning/",
)
"""Paths of sections, from stored text of the site's pages of 2009 to 2026."""
