namespace Gudok.Numbers;

/// <summary>In which form a reader sees a party.</summary>
/// <remarks>Each shows more than the one before.</remarks>
public enum PartyForm
{
    /// <summary>A short token that says only who is the same.</summary>
    Pseudonym,

    /// <summary>Partly hidden by asterisks.</summary>
    Mask,

    /// <summary>In full: only after a reason was given and noted.</summary>
    Full,
}
