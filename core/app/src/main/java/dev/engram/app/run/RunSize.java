package dev.engram.app.run;

/** The work that a run takes: its steps, and the multiply-adds of one step. */
public record RunSize(long steps, long multiplyAdds) {}
