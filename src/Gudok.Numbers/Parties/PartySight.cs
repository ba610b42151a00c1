namespace Gudok.Numbers;

/// <summary>The sight of parties that a reader was granted. Whoever makes an answer asks for one, and without it there is no number in full.</summary>
/// <remarks>Pseudonyms and masks are for anybody. The sight of whole numbers is made by <c>Gudok.Access</c> alone, after the journal has who looks at
/// them and why; no number and no name is in it.</remarks>
public sealed class PartySight
{
    private PartySight(PartyForm form, string? journalEntry)
    {
        Form = form;
        JournalEntry = journalEntry;
    }

    /// <summary>Sees only who is the same.</summary>
    public static PartySight Pseudonym { get; } = new(PartyForm.Pseudonym, null);

    /// <summary>Sees numbers partly hidden.</summary>
    public static PartySight Mask { get; } = new(PartyForm.Mask, null);

    /// <summary>How much is seen.</summary>
    public PartyForm Form { get; }

    /// <summary>Id of the journal's entry that it was granted by; null unless whole numbers are seen.</summary>
    public string? JournalEntry { get; }

    /// <summary>Whether whole numbers are seen.</summary>
    public bool IsWhole => Form == PartyForm.Full;

    /// <summary>Sees whole numbers.</summary>
    /// <param name="journalEntry">The entry that is in the journal already.</param>
    internal static PartySight Whole(string journalEntry)
    {
        ArgumentException.ThrowIfNullOrEmpty(journalEntry);
        return new PartySight(PartyForm.Full, journalEntry);
    }
}
