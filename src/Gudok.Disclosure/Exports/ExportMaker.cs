using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Disclosure;

/// <summary>Makes the file of an export that was approved, in the name and by the rights of whoever asked for it.</summary>
/// <param name="desk">The requests.</param>
/// <param name="sights">Gives the sight of numbers after the journal has it.</param>
/// <param name="calls">Where calls come from.</param>
/// <param name="clock">Dates the archive.</param>
internal sealed class ExportMaker(ExportDesk desk, SightDesk sights, ICallReader calls, TimeProvider clock)
{
    private const int PageLength = 500;
    private const string PartEnding = ".part";

    // Nobody is called that: a search that is narrowed to nobody's calls finds none.
    private const string Nobody = "\u0000";

    /// <summary>Makes the file and gives it to its requester.</summary>
    public async Task MakeAsync(ExportJob job, CancellationToken cancellationToken)
    {
        if (await SightAsync(job, cancellationToken).ConfigureAwait(false) is not { } sight)
        {
            await desk.FailAsync(job, "rights", cancellationToken).ConfigureAwait(false);
            return;
        }

        var part = job.Path + PartEnding;
        var content = new ExportedCalls();
        long octets;
        int count;
        bool isCut;
        using (var archive = ExportArchive.Create(part, job.Format, job.Password, clock.GetUtcNow()))
        {
            (count, isCut) = await WriteAsync(job, archive.Sheet, sight, content, cancellationToken).ConfigureAwait(false);
            octets = archive.Finish();
        }

        File.Move(part, job.Path, overwrite: true);
        await desk.FinishAsync(job, new MadeExport(count, isCut, octets, content.ToArray()), cancellationToken).ConfigureAwait(false);
    }

    // Decided once more, with the rights of now, and in the journal before the first number is read.
    private async ValueTask<PartySight?> SightAsync(ExportJob job, CancellationToken cancellationToken)
    {
        var note = new SightNote(["export:" + job.Id], null, null) { NotedAs = "export.make" };
        var (sight, _) = await sights.AskAsync(job.Requester, Act.ExportAsk, new ActContext { Reason = job.Reason }, note, cancellationToken).ConfigureAwait(false);
        return sight is null || sight.Form < job.Form ? null : job.Form switch
        {
            PartyForm.Pseudonym => PartySight.Pseudonym,
            PartyForm.Mask => PartySight.Mask,
            PartyForm.Full => sight,
        };
    }

    private async Task<(int Count, bool IsCut)> WriteAsync(ExportJob job, ICallSheet sheet, PartySight sight, ExportedCalls content, CancellationToken cancellationToken)
    {
        var search = SearchOf(job);
        for (var count = 0; ;)
        {
            var page = await calls.SearchAsync(search with { Limit = PageLength }, sight, cancellationToken).ConfigureAwait(false);
            foreach (var call in page.Calls)
            {
                if (count == desk.Options.MostCalls) return (count, true);
                sheet.Write(call);
                await NoteAsync(content, call, sight, cancellationToken).ConfigureAwait(false);
                count++;
            }

            if (page.Next is null) return (count, page.IsPartCut);
            await desk.TellAsync(job, count, cancellationToken).ConfigureAwait(false);
            search = search with { Cursor = page.Next };
        }
    }

    // A pseudonym does not tell whether its party is still known.
    private async ValueTask NoteAsync(ExportedCalls content, CallView call, PartySight sight, CancellationToken cancellationToken)
    {
        var seen = sight.Form == PartyForm.Pseudonym && RecordId.TryParse(call.Id, out var id) ? await calls.FindAsync(id, PartySight.Mask, cancellationToken).ConfigureAwait(false) : call;
        if (seen is not null) content.Add(seen);
    }

    private static CallSearch SearchOf(ExportJob job)
    {
        var search = ExportSearch.Read(job.Search) ?? throw new InvalidOperationException("An export that has ended is not made.");
        if (job.Names is not { } names) return search;
        // What was approved, whatever the search says: nobody else's calls get in by a change of it.
        string[] both = search.Operators is { } asked ? [.. names.Intersect(asked, StringComparer.OrdinalIgnoreCase)] : [.. names];
        return search with { Operators = both.Length > 0 ? both : [Nobody] };
    }
}
