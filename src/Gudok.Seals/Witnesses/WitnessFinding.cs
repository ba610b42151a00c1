namespace Gudok.Seals;

/// <summary>What a comparison with a witness found.</summary>
/// <param name="Compared">How many heads of the witness were compared.</param>
/// <param name="Behind">How many heads of the chain came after the last that the witness has.</param>
/// <param name="Wrong">The head of the witness that the chain contradicts, or null.</param>
/// <param name="Text">What is wrong, one line; empty if nothing is.</param>
public sealed record WitnessFinding(long Compared, long Behind, SignedHead? Wrong, string Text)
{
    /// <summary>Whether the chain is the one that the witness saw.</summary>
    public bool IsOk => Text.Length == 0;
}
