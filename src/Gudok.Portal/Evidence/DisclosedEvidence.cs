using System.IO.Compression;
using System.Text;
using Gudok.Calls;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>Packs evidence that discloses numbers for whoever was granted it: the file and its sheet, which holds the file's hash. Nothing of it stays on
/// the server: the sheet is printed in a folder that nobody else may open and that is gone before the answer.</summary>
internal sealed class DisclosedEvidence(IOptions<PortalOptions> options) : IDisposable
{
    // Printing starts a program of its own: one at a time, whoever else asks waits.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>What an archive is called; it names the call and nobody of it.</summary>
    public static string NameOf(RecordId id) => $"evidence-{id}.zip";

    /// <summary>The archive: <c>evidence-ID.json</c>, and <c>evidence-ID.pdf</c>, or where the machine prints none <c>evidence-ID.html</c>.</summary>
    /// <param name="id">The call.</param>
    /// <param name="evidence">The text of the file.</param>
    /// <param name="cancellationToken">Ends the printing.</param>
    public async Task<byte[]> PackAsync(RecordId id, string evidence, CancellationToken cancellationToken)
    {
        var page = await EvidenceSheets.RenderAsync(evidence, options.Value.Zone).ConfigureAwait(false);
        var pdf = await PrintAsync(page, cancellationToken).ConfigureAwait(false);
        using var packed = new MemoryStream();
        var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true);
        await using (archive.ConfigureAwait(false))
        {
            await AddAsync(archive, $"evidence-{id}.json", Encoding.UTF8.GetBytes(evidence), cancellationToken).ConfigureAwait(false);
            await AddAsync(archive, $"evidence-{id}.{(pdf is null ? "html" : "pdf")}", pdf ?? Encoding.UTF8.GetBytes(page), cancellationToken).ConfigureAwait(false);
        }

        return packed.ToArray();
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The sheet in PDF; null where the machine cannot print.</summary>
    private async Task<byte[]?> PrintAsync(string page, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("gudok-disclosed-");
        try
        {
            var target = Path.Combine(folder.FullName, "sheet.pdf");
            var printed = await PdfPrinter.PrintAsync(page, target, "the page in the archive", cancellationToken).ConfigureAwait(false);
            return printed.Fault is null ? await File.ReadAllBytesAsync(target, cancellationToken).ConfigureAwait(false) : null;
        }
        finally
        {
            folder.Delete(recursive: true);
            _turn.Release();
        }
    }

    private static async Task AddAsync(ZipArchive archive, string name, byte[] content, CancellationToken cancellationToken)
    {
        var entry = await archive.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (entry.ConfigureAwait(false)) await entry.WriteAsync(content, cancellationToken).ConfigureAwait(false);
    }
}
