namespace Gudok.Calls;

/// <summary>In which form a reader sees a party.</summary>
public enum PartyForm
{
    /// <summary>A short token that says only who is the same.</summary>
    Pseudonym,

    /// <summary>Partly hidden by asterisks.</summary>
    Mask,

    /// <summary>In full: only after a reason was given and noted.</summary>
    Full,
}

/// <summary>A party as one reader gets it.</summary>
/// <param name="Form">How much of it is shown.</param>
/// <param name="Text">The text in that form; empty if withheld or erased.</param>
public sealed record PartyView(PartyForm Form, string Text);
