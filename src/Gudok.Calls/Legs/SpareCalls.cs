namespace Gudok.Calls;

/// <summary>Calls that are forgotten, for those that begin: a stage that follows thousands of calls a second makes none anew, and what it
/// holds stays where it is in memory.</summary>
internal sealed class SpareCalls
{
    /// <summary>Calls kept at most: what a thousand calls a second leave behind in four seconds.</summary>
    private const int MaxCalls = 4096;

    private readonly Stack<OpenCall> _calls = new();

    /// <summary>A call that nothing is known of yet.</summary>
    public OpenCall Take() => _calls.TryPop(out var call) ? call : new OpenCall();

    /// <summary>Takes a call that nobody follows any more; one that has grown large is let go.</summary>
    public void Give(OpenCall call)
    {
        if (call.IsLarge || _calls.Count == MaxCalls) return;
        call.Clear();
        _calls.Push(call);
    }
}
