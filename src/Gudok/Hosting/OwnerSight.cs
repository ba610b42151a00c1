using Gudok.Access;
using Gudok.Numbers;

namespace Gudok;

/// <summary>Whole numbers at the command line: whoever owns the data folder and its key source says why, the journal has it, then they are shown.</summary>
internal static class OwnerSight
{
    /// <summary>The sight of whole numbers for a command.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="act">What the command shows them for.</param>
    /// <param name="note">The command's entry, whose reason, objects and correlation this one has too.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <exception cref="AccessException">It was refused, or the journal could not be written.</exception>
    public static async ValueTask<PartySight> AskAsync(DataFolder folder, Act act, JournalEntry note, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var desk = new SightDesk(PolicyFile.Open(folder.Path, folder.Settings.Access.Policy, clock), folder.Journal);
        var context = new ActContext { Reason = note.Reason };
        var (sight, decision) = await desk.AskAsync(note.Actor, act, context, new SightNote(note.Objects, note.Detail, note.Correlation), cancellationToken).ConfigureAwait(false);
        if (decision is Decision.Refused refused) throw new AccessException(refused.Code, refused.Help);
        folder.Log.NoteReveal(note.Reason!, clock);
        return sight!;
    }
}
