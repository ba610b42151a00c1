namespace Gudok.Access;

/// <summary>Something that stood out. It lies in the journal as an entry of the job <c>alerts</c>: sealed, kept and backed up with it.</summary>
/// <param name="Number">Number of its entry.</param>
/// <param name="At">When it was raised.</param>
/// <param name="Rule">The rule.</param>
/// <param name="ActorId">Whose doing; empty if nobody's.</param>
/// <param name="ActorName">Name of that actor; empty if nobody's.</param>
/// <param name="Count">How many entries there were when it was raised.</param>
/// <param name="Last">Number of the entry that raised it; null if none did.</param>
/// <param name="Detail">What else, one line.</param>
/// <param name="Acknowledged">The entry by which somebody acknowledged it; null until then.</param>
public sealed record Alert(long Number, DateTimeOffset At, string Rule, string ActorId, string ActorName, int Count, long? Last, string Detail, KeptEntry? Acknowledged);
