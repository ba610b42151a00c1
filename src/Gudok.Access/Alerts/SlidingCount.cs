namespace Gudok.Access;

/// <summary>How many things happened to one rule and actor within its window, wherever in a clock hour that lies. Only what is in the window is kept,
/// and of that no more than the rule asks for; so the count is never below zero.</summary>
internal sealed class SlidingCount
{
    private readonly Queue<DateTimeOffset> _times = new();
    private DateTimeOffset? _raised;

    /// <summary>When something last happened: what rested longest is forgotten first.</summary>
    public DateTimeOffset Last { get; private set; }

    /// <summary>Takes a thing; true if with it there are enough, and nothing was raised within the window.</summary>
    public bool Take(DateTimeOffset at, AlertRule rule, out int count)
    {
        Last = at;
        _times.Enqueue(at);
        while (_times.TryPeek(out var first) && (at - first >= rule.Within || _times.Count > rule.Count)) _times.Dequeue();
        count = _times.Count;
        // A clock that was set back must not keep quiet what happens from then on.
        if (count < rule.Count || (_raised is { } raised && at >= raised && at - raised < rule.Within)) return false;
        _raised = at;
        return true;
    }
}
