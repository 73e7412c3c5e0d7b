"""Notes about one's own learning, and the reasons of supervisors: short, and never about a client."""

from typing import Final

NOTES: Final = (
    "I waited longer before joining in, and the silence felt less like a fault of mine.",
    "I noticed that I play louder when I am unsure. Next time: breathe, then listen.",
    "My opening was too full. Fewer notes left more room.",
    "I stayed with one idea for ten minutes and was not bored. New for me.",
    "I want to understand why I hurry towards the goodbye.",
    "Matching the pulse came more easily today than matching the mood.",
    "I asked for help in time, which I did not do last month.",
    "I kept my own wish to be liked out of the way for most of it.",
    "Question for supervision: when is my support a way of filling space?",
    "I used my voice instead of the piano and felt exposed, in a good way.",
    "Setting up early made the start calm. I shall keep to it.",
    "I caught myself planning ahead instead of hearing what was there.",
    "Writing up at once is quicker than writing up on Friday.",
    "I found it hard to end on time; I want to try a clearer closing song.",
    "It helped to name my own feeling in supervision before the notes.",
    "I am learning to let a theme go when it has done its work.",
)
OFFERS: Final = (
    "I have 10 minutes less in my own diary. Can you check?",
    "Was this not the shorter session because of assembly?",
    "We began late that day, so I offer the time we had.",
)
QUERIES: Final = (
    "The time with the group is right, but this reads as if you led it alone. Which was it?",
    "Please log the setting up separately.",
)
DECLINES: Final = (
    "This session was on the day the room was closed. Please log it again for the day it took place.",
    "This is in your log twice.",
)
CHANGES: Final = (
    "I wrote down the planned length; we stopped early.",
    "I chose the wrong category when I logged it.",
    "The session began later than I logged.",
)
REVERSALS: Final = ("This hour was counted on the earlier placement already, as agreed with the student.",)


COMMENTS: Final = (
    "You waited for an answer that came in its own time. Stay with that.",
    "Bring the recording of your own playing that you spoke of; we listen to the first two minutes.",
    "You named what was hard before I asked. That is new.",
    "Think about how the room looks from the door.",
)
REFLECTIONS: Final = (
    "I notice that I explain when I am unsure. Next week I try to ask one thing and then be quiet.",
    "Hearing my own questions said back to me made them smaller.",
    "I would like to talk about endings before they come, not when they are there.",
)
TO_ALL: Final = (
    "Thank you all. Next time each brings one moment, two minutes long.",
    "We agreed to begin with what went well.",
)
