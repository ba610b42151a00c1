namespace Gudok.Access;

/// <summary>An entry with its proof, as programs read it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Day">The day in whose tree it stands.</param>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Place">Its place in the tree, from 0.</param>
/// <param name="Head">The line of the head that covers it (<c>docs/formats/heads.md</c>); null while it waits for one.</param>
/// <param name="Proof">The inclusion proof in the head's tree.</param>
public sealed record JournalProofView(JournalView Entry, string Day, string Leaf, long Place, string? Head, IReadOnlyList<string> Proof)
{
    /// <summary>The view of a proved entry.</summary>
    public static JournalProofView Of(ProvedAct proved)
    {
        ArgumentNullException.ThrowIfNull(proved);
        var day = proved.Kept.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return new JournalProofView(JournalView.Of(proved.Kept), day, proved.Leaf, proved.Place, proved.Head?.ToString(), proved.Proof);
    }
}

/// <summary>Some entries, as programs read them.</summary>
/// <param name="Entries">The entries, the newest first.</param>
/// <param name="Damaged">Entries of the page that were changed and do not open, by their numbers; as a rule none.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null if there is none.</param>
public sealed record JournalPageView(IReadOnlyList<JournalView> Entries, IReadOnlyList<string> Damaged, string? Next)
{
    /// <summary>The view of a page.</summary>
    public static JournalPageView Of(JournalPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new JournalPageView([.. page.Entries.Select(JournalView.Of)], [.. page.Damaged.Select(one => Text(one.Number))], page.Next is { } next ? Text(next) : null);
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
