namespace Gudok.Access;

/// <summary>What is sent of an alert: neither names nor reasons, which stand in the journal.</summary>
/// <param name="Number">Number of its entry.</param>
/// <param name="At">When.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Within">Within how long.</param>
public sealed record AlertNotice(long Number, DateTimeOffset At, string Rule, int Count, TimeSpan Within);
