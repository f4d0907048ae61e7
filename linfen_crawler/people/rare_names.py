"""Recognise the names of people whose surnames are rare, which are words besides: 要, 仪, 介, 行, 铁.

Right behind a label nothing but the word itself tells 记者要文君 from 记者要求. It is a name if it begins with such a
surname, goes on with characters that people are named with, and is no common word. All of it is folded text. The
surnames are of the dictionaries of Chinese surnames, the words of the dictionary of the segmenter jieba (MIT).
"""

from __future__ import annotations

from linfen_crawler.people.surnames import COMPOUND_SURNAMES, COUNTIES, SURNAMES, WORDS, cut

_SURNAMES = frozenset(
    "要仪介呼相行巨双拓种青乜化铁银光苍贡堵宰勾融咸励旷矫硕笪粟綦羽菅虢衣言锁锐镇革麦麴鼓琚斛漆税户俱候刑宛尧崇忻枚泽洛渠潭理苌豆象铎敏晓"
)
"""Rare surnames; 要, 介, 巨, 拓 and 行 are of Shanxi."""
_COMMON_WORDS = frozenset(
    "水花元明国公富山农通利广充红危冰宝布庆泉火炎芝茂诺雪虎鹏恩寿鱼喜香竹玉德忠恒力才东占拜桃杏槐榆隰襄蘧句"
)
"""Surnames that begin so many words of two characters that a name of two is none behind them."""
_GIVEN = frozenset(
    "伟强磊军洋勇杰涛明超辉刚鹏飞斌波宇浩凯健俊帅龙林峰亮海江松柏森栋梁国华建平志永新春秋冬文武忠孝仁义礼智信德才贤良光荣昌盛"
    "兴旺富贵金银玉宝珍珠福禄寿喜庆祥瑞康宁安和顺泰保全云雷雨雪霞虹月星晨旭阳晓晴丽娟英芳燕红艳敏静秀玲桂兰凤洁梅琳素莲爱萍娜"
    "娥琴芬淑惠翠雅芝菊勤贞莉婷婕馨媛凡佳嘉琼菁颖露瑶怡雁蓉眉君蕊薇岚苑筠柔竹凝欢霄枫芸菲欣滢伊亚宜可姬舒影荔思育馥琦晶妍茜珊"
    "锦黛青倩占少振世学生立成克胜利东山川河洪广宏鸿继绍承祖宗兆万双正维卫恒毅坚诚远升耀辰轩泽涵梓睿博子奕诗雯彤彬炜炳焕煜烨灿"
    "炎鑫钧铭锋锐钢铁钰珂玮璐璇琪瑜琛珏晔昊昕昭晖晗景曦曼朝本杨桐楠楷榕榆民毓沛沁泓泉津浚润淇渊清源溪滨潇澜瀚启哲嵘峻岩崇巍帆"
    "廷彦彪慧懿恩悦慎扬捷援攀昱根柱栓锁虎茂苗荷莎萌蓓蕾蓝蔚薪诺谦谨赟跃逸邦郁隆雄靖韬韵骁骏鲁鸣麟丰丹乐书亭仪佑佩侠俐允元先冰"
    "凌功劲勋化卉卓厚吉品园圆坤培增士天奇奎威宪宾容尚屹希彩心怀慈"
    "莹娇婉妮璟钊琰翔婵姣娴姗姝婧嫣嫒妤娅娣珺瑾璋璞玥珲琨瑛瑗璧菱萱蕙藜芊芮芷苒莞葆葳蓁蕴蘅铎铮霖霆霏骅骥鹂鹃麒嵩庚恬恺敦旦昂昆晟"
    "晰栩桢梧橙涓湘漪澄澍澎炅烁烽焱煊熹爽祎祺禹竞筱绮缨翊翎翩耘耿聪茵荟勃"
)
"""Characters that people are named with."""
_MIDDLE = _GIVEN | frozenset("小大长一有中来老")
"""And those that are the first of two as well."""
_NEVER_LAST = frozenset("化学子士园江河")
"""With which words of three characters end: 公平化, 黑龙江."""
_OF_DEEDS = frozenset("要行化种呼拓介锁镇革")
"""Surnames that say what is done, or what is to be, of what comes behind them: 要健康, 行平阳."""
_THINGS = cut(
    "全国学生先生英国成功喜欢根本德国海军健康刚才宜昌朝廷武昌森林山东天津刚刚永远利润增强广东海洋明朝祖国明天春秋正义顺利红军"
    "信心钢铁继承品德生成荷兰思维福建兴建平静元素清朝承诺天天军民健全少林心思波兰民国保卫冰川本月泰国正文本国春天欢喜珍贵新生"
    "喜爱全军清军园林新月本书江山光明新兴冬天新增培育先锋坚强谨慎福利元朝清洁礼仪青春欢乐生平清华珍品月亮诗文清晨光泽月光恒星"
    "钢琴可爱天文保全生育青海秀丽珍珠广义明亮强盛雄伟根源山峰清新珠宝宏伟朝阳喜悦良心诚信振兴爱心富贵民生雄厚贵宾平安平阳新春"
    "文明临汾安全和平诚实云丘龙祥尧都",
    2,
)
"""Words of which they say so; behind any other surname such a word is a given name: 铁光明."""
_WORDS = cut(
    "介东介子介怀介素介绍仪卫仪容仪文仪礼俱佳俱全光云光亮光光光利光化光华光子光学光山光强光彩光影光明光景光柱光波光泽光洁光洋"
    "光润光源光艳光蕊励志勾子化军化圆化子化学化成化生双元双双双子双安双文双星双晶双林双梁双江双生双阳双龙呼兰咸丰咸兴咸宁咸平"
    "咸康咸海咸阳崇庆崇洋巨子巨富拓本敏化敏慧敏捷敏锐泽国洛克洛兰洛宁洛川洛林洛河洛阳渠化渠江理光理化理学理智理清理顺相书相信"
    "相国相士相安相宜相容相思相悦相成相承相爱相生相继相良矫捷硕士种子种帅种苗税利税源税金綦江羽化苍劲苍山苍松苍润苍郁融冰融化"
    "融和融安融雪行东行乐行书行云行健行军行天行文行星行洪行礼衣民衣雪要义要子要强要津要素言志豆子豆苗象山象素象雄贡品贡士贡生"
    "贡金铁军铁子铁心铁柱铁琴铁锁银元银光银圆银子银川银星银根银河银洋银海银荔锁阳锐利锐化锐敏镇子镇宁镇安镇平镇星镇民镇江镇海"
    "镇远镇静青云青光青天青子青山青岩青峰青川青影青春青松青桐青河青海青溪青竹青苗青跃青锋青阳青龙革新鼓乐鼓书鼓劲",
    2,
)
"""Words that begin with a rare surname and end as names do."""


def is_rare_name(word: str) -> bool:
    """Recognise a folded word behind a label that is a name with a rare surname.

    >>> [is_rare_name(one) for one in ("要文君", "铁俊", "要求", "青春", "行军路")]
    [True, True, False, False, False]
    """
    if word[:2] in COMPOUND_SURNAMES:
        return 2 < len(word) <= 4 and _GIVEN.issuperset(word[2:])
    if not 2 <= len(word) <= 3 or len(set(word)) < len(word):
        return False
    if len(word) == 2:
        return word[0] in _SURNAMES and word[1] in _GIVEN and word not in _WORDS
    if word[0] not in _SURNAMES and word[0] not in _COMMON_WORDS:
        return False
    is_told = word[0] in _OF_DEEDS and (word[1:] in _THINGS or word[1:] in WORDS)
    return _sounds_given(word) and word[2] not in _NEVER_LAST and not is_told


def sounds_like_name(word: str) -> bool:
    """Recognise a word that goes on as names do, whatever it begins with; where names are listed, it is another."""
    if len(word) == 2:
        return word[0] != word[1] and word[1] in _GIVEN
    return len(word) == 3 and _sounds_given(word)


def may_be_name(word: str) -> bool:
    """Recognise a word that would be a name with a surname that is not known, where other names are beside it."""
    if len(word) == 2:
        return word[0] in _COMMON_WORDS and word[1] in _GIVEN
    return len(word) == 3 and len(set(word)) == len(word) and _sounds_given(word)


def _sounds_given(word: str) -> bool:
    return word[1] in _MIDDLE and word[2] in _GIVEN


def has_both_surnames(word: str) -> bool:
    """Recognise four characters that are both parents' surnames and a given name.

    >>> [has_both_surnames(one) for one in ("张王佳慧", "晋南钢铁", "侯马公安")]
    [True, False, False]
    """
    families, given = word[:2], word[2:]
    if len(given) != 2 or not SURNAMES.issuperset(families) or families in COUNTIES or families in WORDS:
        return False
    return _sounds_given(families[1] + given) and given not in _THINGS and given not in WORDS
