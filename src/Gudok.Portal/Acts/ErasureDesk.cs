using System.Globalization;
using System.Text;
using Gudok.Ledger;

namespace Gudok.Portal;

/// <summary>Erases parties, copies the list of the erased, and writes the act of destruction with its export of the event log.</summary>
/// <param name="erasure">Erases.</param>
/// <param name="folder">The data folder: acts go to its subfolder <c>acts</c>.</param>
/// <param name="options">Name and address for the act; where a copy of the erasure list goes.</param>
public sealed class ErasureDesk(PartyErasure erasure, string folder, PortalOptions options)
{
    private readonly ErasureListCopy _copy = new(folder, options.ErasureListCopy);

    /// <summary>The acts that were written.</summary>
    public ActFiles Acts { get; } = new(folder);

    /// <summary>Told after each erasure, so that files in which the erased stand go too; null where there are none.</summary>
    public Func<CancellationToken, Task>? Erased { get; set; }

    /// <summary>Given the numbers whose parties were erased, or that were never seen, so that no account stays linked to them; null where there are none.</summary>
    public Func<IReadOnlyList<string>, CancellationToken, Task>? Forget { get; set; }

    /// <summary>How an act is printed: page, PDF, what to print instead.</summary>
    internal Func<string, string, string, Task<PrintOutcome>> Print { get; init; } =
        static (page, pdf, instead) => PdfPrinter.PrintAsync(page, pdf, instead, CancellationToken.None);

    /// <summary>What an erasure would do; nothing is changed.</summary>
    /// <param name="numbers">Numbers in any spelling.</param>
    /// <param name="cancellationToken">Cancels between two parties.</param>
    public ValueTask<IReadOnlyList<ErasureForecast>> ForecastAsync(IReadOnlyList<string> numbers, CancellationToken cancellationToken) =>
        erasure.ForecastAsync(numbers, cancellationToken);

    /// <summary>Brings the copy of the erasure list up to date with whoever went without an act: with the last call in which they stood, or in an
    /// erasure that was killed.</summary>
    /// <returns>Null if the copy lacks nobody, else why it does.</returns>
    public string? TryCopyList() => Try(_copy.Refresh);

    /// <summary>Erases and writes the act.</summary>
    /// <param name="numbers">Numbers in any spelling.</param>
    /// <param name="reason">Why.</param>
    /// <param name="requestId">The request's id, or null.</param>
    /// <param name="actor">Who erases.</param>
    /// <param name="cancellationToken">Cancels between two parties.</param>
    /// <exception cref="LedgerException">GDK-4012: it stopped part-way, with an act of what was done; or the act, or the copy of the erasure list, could not be written.</exception>
    public async ValueTask<WrittenErasure> EraseAsync(
        IReadOnlyList<string> numbers, string reason, string? requestId, string actor, CancellationToken cancellationToken)
    {
        ErasureAct act;
        ErasureStoppedException? stopped = null;
        try
        {
            act = await erasure.EraseAsync(numbers, reason, requestId, actor, cancellationToken).ConfigureAwait(false);
        }
        catch (ErasureStoppedException fault)
        {
            (act, stopped) = (fault.Act, fault);
        }

        // Written even if the one who asked has gone: the parties are erased. The list first and by itself: whatever becomes of the act, no copy of
        // the data may bring them back. Then the act, which nobody can make later; files of exports may take their time after it, and its printing.
        var undone = new Undone(stopped, TryCopyList(), Try(() => ActWriter.Write(ActFiles.StemOf(folder, act), act, ActPage.Write(act, options))), await TryTellAsync().ConfigureAwait(false), await TryForgetAsync(numbers, act).ConfigureAwait(false));
        var written = undone.Unwritten is null ? await PrintAsync(act).ConfigureAwait(false) : new WrittenErasure(act, [], null);
        if (undone is { Stopped: null, Uncopied: null, Unwritten: null, Untold: null, Unforgotten: null }) return written;
        throw new LedgerException(LedgerFaults.ErasureStopped, TextOf(act, numbers.Count, undone), stopped?.InnerException);
    }

    private async ValueTask<WrittenErasure> PrintAsync(ErasureAct act)
    {
        var stem = ActFiles.StemOf(folder, act);
        string[] files = [stem + ".html", stem + ".json", stem + ".csv"];
        var noPdf = await PrintAsync(ActPage.Write(act, options), stem).ConfigureAwait(false);
        return new WrittenErasure(act, noPdf is null ? [stem + ".pdf", .. files] : files, noPdf);
    }

    /// <summary>Prints the act. One without a PDF is an act all the same, whatever broke the printing.</summary>
    private async ValueTask<string?> PrintAsync(string page, string stem)
    {
        try
        {
            // What printing may leave behind is the page, which names nobody.
            return (await Print(page, stem + ".pdf", stem + ".html").ConfigureAwait(false)).Fault;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return $"no PDF: {fault.Message.TrimEnd('.')}; print {stem}.html instead";
        }
    }

    /// <summary>Null if it was told, else why not, whatever that is: the act is there, and the one who erased has to hear of both.</summary>
    private async ValueTask<string?> TryTellAsync()
    {
        try
        {
            if (Erased is { } tell) await tell(CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return fault.Message.TrimEnd('.');
        }
    }

    // The numbers are known here for the last time. What a hold keeps stays linked.
    private async ValueTask<string?> TryForgetAsync(IReadOnlyList<string> numbers, ErasureAct act)
    {
        try
        {
            string[] gone = [.. act.Parties.Where(party => party.Outcome != ErasureOutcome.Held).Select(party => numbers[party.Place - 1])];
            if (Forget is { } forget && gone.Length > 0) await forget(gone, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return fault.Message.TrimEnd('.');
        }
    }

    private static string TextOf(ErasureAct act, int asked, Undone undone)
    {
        var (stopped, uncopied, unwritten, untold, unforgotten) = undone;
        var text = new StringBuilder();
        if (stopped is null) text.Append(CultureInfo.InvariantCulture, $"{act.Erased} of {asked} numbers were erased.");
        else AppendStop(text, stopped, asked);
        if (unwritten is null) text.Append(CultureInfo.InvariantCulture, $" Act {act.Id} tells what was done.");
        else text.Append(CultureInfo.InvariantCulture, $" Act {act.Id} could not be written whole: {unwritten}. Note this line, mend the place and draw the act up by it.");
        if (uncopied is not null) text.Append(CultureInfo.InvariantCulture, $" The copy of the erasure list lacks them: {uncopied}. Mend its place: the next erasure copies all of the list.");
        if (untold is not null) text.Append(CultureInfo.InvariantCulture, $" Exports in which they stand could not all be withdrawn: {untold}. Mend this: they are given to nobody, and looked at again each minute while Gudok is served.");
        if (unforgotten is not null) text.Append(CultureInfo.InvariantCulture, $" Links of accounts to their numbers could not be ended: {unforgotten}. Mend this and erase the numbers again.");
        return text.ToString();
    }

    private static void AppendStop(StringBuilder text, ErasureStoppedException stopped, int asked)
    {
        text.Append(CultureInfo.InvariantCulture, $"the erasure stopped at number {stopped.Place} of {asked}: {stopped.InnerException!.Message.TrimEnd('.')}. {stopped.Act.Erased} were erased before it.");
        if (stopped.Act.Parties[^1].Outcome == ErasureOutcome.Begun)
            text.Append(CultureInfo.InvariantCulture, $" Number {stopped.Place} is on the erasure list already: it goes at the next start at the latest.");
        text.Append(CultureInfo.InvariantCulture, $" Mend this, then send the numbers from {stopped.Place} on again.");
    }

    /// <summary>Null if it was written, else why not.</summary>
    private static string? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return fault.Message.TrimEnd('.');
        }
    }

    /// <summary>What of an erasure was not done, each with its reason; null what was.</summary>
    private readonly record struct Undone(ErasureStoppedException? Stopped, string? Uncopied, string? Unwritten, string? Untold, string? Unforgotten);
}

/// <summary>An erasure whose act is written.</summary>
/// <param name="Act">The act.</param>
/// <param name="Files">The paths of its files: PDF if it could be printed, HTML, JSON, CSV.</param>
/// <param name="NoPdf">Null if there is a PDF, else one line that says why there is none and what helps.</param>
public sealed record WrittenErasure(ErasureAct Act, IReadOnlyList<string> Files, string? NoPdf);
