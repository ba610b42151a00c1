namespace Gudok.Calls;

/// <summary>Tells a reading of a call that says something new from one that was given out already.</summary>
/// <param name="isSaved">Whether calls are saved: then a sum of what was said is kept, and not the call itself.</param>
internal sealed class GivenNews(bool isSaved)
{
    private readonly StateWriter _facts = new();

    /// <summary>Whether a reading says something else than what was given out before; it is then noted.</summary>
    public bool IsNews(OpenCall call, ObservedCall read)
    {
        if (!isSaved)
        {
            if (call.Given is { } given && CallFacts.AreSame(given, read)) return false;
            call.NoteGiven(read);
            return true;
        }

        var facts = CallFacts.SumOf(read, _facts);
        if (call.GivenCount > 0 && call.GivenFacts == facts) return false;
        call.NoteGiven(call.GivenCount + 1, facts);
        return true;
    }
}
