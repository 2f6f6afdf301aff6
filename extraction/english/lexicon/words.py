"""English word lists that the local reader's rules need, by what they tell."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a space-separated list."""
    return frozenset(text.split())


# People by their relation to somebody: "my sister", "Tom's boss".
FEMALE_KIN = word_set(
    "sister mom mum mother wife daughter aunt grandma grandmother niece girlfriend stepmom "
    "granddaughter fiancee fiancée woman girl lady"
)
MALE_KIN = word_set(
    "brother dad father husband son uncle grandpa grandfather nephew boyfriend stepdad grandson "
    "fiance fiancé man guy boy"
)
KIN = (
    FEMALE_KIN
    | MALE_KIN
    | word_set(
        "cousin partner spouse sibling twin parent kid child baby friend boss colleague coworker "
        "neighbor neighbour roommate teacher mentor coach manager doctor therapist ex pet dog cat "
        "puppy kitten bestie buddy grandparent grandchild granny granddad flatmate housemate "
        "classmate teammate roomie landlord landlady stepbrother stepsister stepfather stepmother "
        "stepson stepdaughter godfather godmother godson goddaughter"
    )
) - word_set("woman girl lady man guy boy")
ANIMALS = word_set("dog cat puppy kitten pet horse hamster rabbit bird parrot turtle fish")

# Nouns that name an attribute with one holder at a time: "the capital of", "the CEO of".
ROLES = KIN | word_set(
    "capital ceo cto cfo coo president chairman chairwoman chairperson chair minister premier "
    "chancellor monarch king queen emperor pope governor mayor director coach captain leader "
    "founder cofounder co-founder owner author writer creator inventor developer designer composer "
    "performer producer publisher editor architect manufacturer broadcaster head headquarters "
    "currency language religion venue stadium anthem official executive employer citizenship "
    "nationality birthplace hometown birthday occupation profession genre"
)
# What says how dear somebody is, and nothing of who they are; not "best" of a friend.
ENDEARING = word_set(
    "dear beloved wonderful lovely amazing sweet beautiful darling fantastic incredible awesome "
    "gorgeous brilliant"
)
# Adjectives before relatives and friends that say which of them, or what they are to each other.
WHICH_KIN = word_set(
    "best good close closest oldest older elder eldest big little younger young youngest "
    "middle twin identical half step great grand foster adopted adoptive biological first second "
    "third only late estranged distant maternal paternal longtime lifelong mutual common next "
    "immediate direct senior junior imaginary"
)
# Adjectives and nouns before a role that say when, not which.
CURRENT = word_set("current present new acting incumbent")
FORMER = word_set("former previous ex past then")

# "the city of Glasgow", "the language of English": the noun only says what kind of thing follows.
TYPE_NOUNS = word_set(
    "city town village country state region province county island nation language field name "
    "company party organisation organization band team club university school title continent "
    "sport religion position genre game rank faith district"
)
# Of these the type noun says which attribute is meant, so it stays in the predicate.
TELLING_TYPES = word_set("sport religion position genre continent faith rank")

WISHES = word_set("want hope wish need dream long wanna")
PLANS = word_set(
    "plan intend decide prepare expect aim consider think look arrange agree promise "
    "volunteer offer"
)
EAGER = word_set("excited eager ready keen determined willing hoping set pumped thrilled looking")
GLAD = word_set("lucky glad happy able fortunate grateful thankful proud blessed honored")
LIKINGS = word_set("love like enjoy prefer hate dislike adore")
BEGINNINGS = word_set("start begin")
STOPPINGS = word_set("stop quit finish cease")
ATTEMPTS = word_set("try attempt learn")
CONTINUATIONS = word_set("keep continue manage get happen choose remember spend")
# What is told with these was not done: "failed to sell", "avoid eating".
NOT_DOING = word_set("fail forget refuse decline neglect avoid")
# What these made or helped somebody do was done.
CAUSING = word_set("make help convince persuade force")
POSSIBILITY = {
    "can": "can", "ca": "can", "could": "could", "may": "may", "might": "might",
    "should": "should", "must": "must",
}  # fmt: skip
FUTURE_AUXILIARIES = word_set("will 'll ’ll wo shall ll")

SPEAKING = word_set("say tell report claim announce mention explain confirm write note reveal")
BELIEVING = word_set("think believe guess suppose know hear feel mean see realize notice remember")
# Whoever says that somebody knows it says that it is so.
KNOWING = word_set("know realize notice remember see")
TELLING = SPEAKING | word_set("text shout whisper reply answer ask add message email yell")
# What happens in these is made up; of the latter even where they are named in passing.
DREAMT = word_set("dream nightmare fantasy daydream")
FICTION = DREAMT | word_set(
    "novel story tale movie film game videogame book play show series sitcom comic manga anime "
    "episode script screenplay simulation legend myth fairytale"
)
NEARLY = word_set("almost nearly")
UNREAL = word_set("hope wish wonder imagine doubt pretend ask want bet dream")

# Verbs of states and standing habits: in the present they hold, in the past they held.
STATES = word_set(
    "be live work have own know like love hate dislike enjoy prefer adore want need belong study "
    "attend teach play speak believe stay reside serve manage run lead head coach suffer support "
    "follow report cost contain include consist own collect practice volunteer date use wear "
    "drive train represent employ base locate associate affiliate marry"
)
# Verbs whose deed begins a state that then goes on: "moved to Berlin", "joined Acme".
INCEPTIVES = word_set("move relocate join marry become settle enroll")
# States that a participle tells beside a deed: "I joined Acme, living in Rome".
MEANWHILE = word_set("live reside stay work study")
# Passive verbs of making: what they say of a thing holds for ever.
MAKING = word_set(
    "found create write direct develop produce perform invent compose paint design build publish "
    "record co-found establish form bear manufacture discover illustrate author"
)

# What is done to a trip or a job that one does not have.
UNDOING = word_set("cancel postpone decline refuse skip miss book plan reject abandon") | {
    "call off", "turn down", "put off",
}  # fmt: skip

JOB_NOUNS = word_set("job position role post work gig career internship")
GROUPS = word_set("band team club group choir committee party board")
FIRMS = word_set("company firm agency startup start-up business hospital school university office")

# What one "moves to" without moving house; the name recogniser takes most of them for places.
SOFTWARE = word_set(
    "slack teams zoom notion gmail outlook jira asana trello github gitlab bitbucket windows linux "
    "ubuntu macos android ios aws azure gcp python rust typescript javascript kotlin "
    "evernote obsidian excel sheets spotify netflix whatsapp signal telegram discord postgres "
    "postgresql mysql mongodb redis kubernetes docker firefox chrome safari vim emacs vscode "
    "figma sketch salesforce hubspot confluence basecamp dropbox chatgpt"
)
UNSURE = "unsure"  # the id of an entity whose kind is a guess of the recogniser
TITLES = word_set("Dr. Dr Prof. Prof Mr. Mr Mrs. Mrs Ms. Ms Sir")

VAGUE = word_set(
    "thing way time lot bit thanks thank luck fun support kind sort one day moment part sense "
    "reason point idea stuff life good while congrat congrats kudos wow hope look chance people "
    "something anything everything nothing hey yeah sure great thx anyone someone everyone type "
    "feeling love joy work ton bunch world case question answer word deal difference step goal "
    "minute second hour mind heart rest side place fact matter problem issue lol haha everybody "
    "somebody nobody guy other all some any none what which that this these those it blast passion "
    "back guts buzz plenty piece vibe vibes energy potential vision spirit blessing pleasure "
    "picture photo pic image look video glimpse ages more how why when where who whom"
)
# What one has, gets and feels without anything having happened that could be asked for.
ABSTRACT = word_set(
    "spot cloud courage faith struggle challenge end path pressure boost chance dream journey "
    "growth change confidence experience memory motivation inspiration success progress strength "
    "balance freedom escape spark peace hope attention focus effort opportunity perspective "
    "insight mindset comfort stress mood adventure impact positivity self-expression creativity "
    "passion progress power beauty magic connection bond learning appreciation respect trust "
    "encouragement excitement satisfaction relief risk potential stuff plate groove zone level "
    "touch reminder escape reality possibility obstacle setback doubt fear emotion intensity "
    "wonder relaxation kindness acceptance happiness gratitude resilience determination "
    "dedication setback lesson purpose patience unknown inclusivity ambition advice"
)
TALKING = word_set("tell share spread show see know hear help thank say talk chat catch discuss")
SENDING = word_set("send show share tell remember thank keep let")
INTERJECTIONS = word_set(
    "woah whoa yup yep nah aww haha ahaha hmm omg btw lol cheers yay woo ugh oh ah yes no ok "
    "okay wow hey hi hello bye thanks congrats congratulations sure yeah yea "
    "xoxo bro dude man wishing"
)
SENTIMENT = word_set(
    "great amazing awesome cool good nice fun wonderful glad happy sorry sure right true excited "
    "proud cute fantastic lovely incredible sweet beautiful okay ok fine ready important worth "
    "interesting bad hard tough inspiring impressive gorgeous stunning welcome lucky thankful "
    "grateful special easy perfect crazy talented determined there up able same different better "
    "best helpful powerful fulfilling rewarding exciting calming kind strong brave real huge big "
    "delicious yummy neat super wild hectic pumped stoked thrilled curious wrong late early"
)
# Of these, what says only that something pleased.
PRAISE = word_set(
    "great amazing awesome cool good nice wonderful incredible fantastic lovely gorgeous stunning "
    "beautiful interesting special perfect crazy inspiring impressive"
)
# Qualities that last and are worth knowing of a person.
LASTING_QUALITIES = word_set(
    "vegetarian vegan married single divorced engaged pregnant retired diabetic bisexual gay "
    "lesbian trans transgender christian jewish muslim catholic buddhist hindu unemployed deaf "
    "blind bilingual self-employed adopted widowed nonbinary asexual pansexual dyslexic autistic "
    "gluten-free lactose-intolerant left-handed right-handed dairy-free color-blind colour-blind "
    "colorblind colourblind dead bankrupt"
)
SPANS_OF_TIME = word_set("second minute hour day night week month year decade age")
LIGHT = word_set("take have give make do get go put pay try bring keep spend let help feel look")
EMPTY_VERBS = word_set(
    "mean guess thank bet wait agree matter let seem appear feel sound suppose hope know "
    "think believe say tell let happen congratulate bless appreciate remember "
    "remind forget deserve inspire motivate encourage embrace cherish wonder rock shine miss"
)

# Empty only where a clause follows: "it made me smile", "I see you like it".
EMPTY_BEFORE_CLAUSE = word_set("make see hear find watch keep")

FIRST_PERSON = word_set("i me my mine myself im i'm we us our ours ourselves")
SECOND_PERSON = word_set("you your yours yourself yourselves u ya ur y'all")
PERSON_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
NEGATIONS = word_set("not n't n’t nt never neither hardly barely no")
# What follows these says when, why or how, not with whom or where.
ADVERBIAL_PREPOSITIONS = word_set(
    "since before after despite without like because besides except unlike until till during "
    "throughout while given regarding per via if according instead rather"
)
PLACE_ADVERBS = word_set("home abroad here there away")
