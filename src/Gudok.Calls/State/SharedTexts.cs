namespace Gudok.Calls;

/// <summary>Lets pieces of a state that have a text in common share one object for it: the input, the realm.</summary>
internal sealed class SharedTexts
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>The object that stands for a text.</summary>
    public string Of(string text)
    {
        if (_texts.TryGetValue(text, out var known)) return known;
        _texts.Add(text);
        return text;
    }
}
