"""The parts of a clause: noun phrases and whom they stand for, arguments, the clause as a draft."""
