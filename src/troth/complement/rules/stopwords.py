"""Words that say nothing about what somebody can do, in the languages that partners here write most.

English and what every statement of this page says; German; French; Spanish and Portuguese; Italian; Dutch; Norwegian,
Danish and Swedish; Polish; Turkish; Russian; Arabic; Hindi. Only what is a stop word in one and no noun in another.
"""

from typing import Final

_WORDS: Final = """
a an and any are as at be been but by can do for from has have how in into is it its more of on or our
so some such than that the their them then there these they this to up was we well what when where
which who will with without you your us not all also very get make
good need needs needed weak help helps helping somebody someone people person work working able
der die das den dem des ein eine einen einem einer und oder für mit von vom zu zum zur im in auf aus bei
ist sind wir uns unser unsere nicht auch als an wie brauchen gut
le la les un une des du de et ou pour avec sans sur dans en au aux est sont nous notre nos qui que pas plus
el los las una unos unas y o para con sin por del al que es son nuestro nuestra os uma dos das em no na
nos nas ao e não
il lo gli dei della delle degli per con senza su di da nel nella che è sono nostro
het een en of voor met zonder van op bij naar is zijn wij ons onze niet ook
og eller til med uten for på av fra som er vi vår våre det den de en et ei i å at ikke och för från på utan
vår är ett att inte
i oraz lub dla z ze bez na do od w we jest są nasz nasza nie to co
ve veya için ile bir bu olan biz
и или для с со без на в во к по от до из о не мы наш наша это что как
و في من على الى إلى عن مع بدون هذا هذه نحن لا ما أو
और या के का की को में से पर है हैं हम हमारा हमारी लिए एक यह
"""
STOP: Final = frozenset(_WORDS.split())
