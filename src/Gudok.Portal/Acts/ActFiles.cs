using System.Globalization;
using System.Text.Json;
using Gudok.Ledger;

namespace Gudok.Portal;

/// <summary>The acts of destruction that were written, by the files in the folder <c>acts</c>.</summary>
/// <param name="folder">The data folder.</param>
public sealed class ActFiles(string folder)
{
    /// <summary>The most acts of one answer.</summary>
    public const int MostListed = 200;

    private const string Folder = "acts";
    private const string Prefix = "erasure-";

    private static readonly IReadOnlyList<(string Form, string ContentType)> Forms =
        [("pdf", "application/pdf"), ("html", "text/html; charset=utf-8"), ("json", "application/json"), ("csv", "text/csv; charset=utf-8")];

    /// <summary>The beginning of an act's files, without the ending.</summary>
    internal static string StemOf(string folder, ErasureAct act) => Path.Combine(folder, Folder, $"{Prefix}{act.MadeAt[..10]}-{act.Id}");

    /// <summary>Acts, the newest first, with the forms in which each lies there.</summary>
    /// <param name="before">Acts older than this one; null for the newest.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async ValueTask<IReadOnlyList<ActListed>> ListAsync(Guid? before, CancellationToken cancellationToken)
    {
        var acts = new List<ActListed>();
        // An id begins with the time at which it was made, so the order of ids is that of time.
        foreach (var (id, stem) in Stems().OrderByDescending(one => one.Id, StringComparer.Ordinal))
        {
            if (before is { } limit && string.CompareOrdinal(id, limit.ToString()) >= 0) continue;
            if (acts.Count == MostListed) break;
            if (await ReadAsync(stem, cancellationToken).ConfigureAwait(false) is { } act) acts.Add(new ActListed(act, FormsOf(stem)));
        }

        return acts;
    }

    /// <summary>One act; null if there is none of this id.</summary>
    public async ValueTask<ErasureAct?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        StemOf(id) is { } stem ? await ReadAsync(stem, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>The file of an act in one form, and its content type; null if there is none.</summary>
    /// <param name="id">The act.</param>
    /// <param name="form"><c>pdf</c>, <c>html</c>, <c>json</c> or <c>csv</c>.</param>
    public (string Path, string ContentType)? FileOf(Guid id, string form)
    {
        var type = Forms.FirstOrDefault(one => one.Form == form).ContentType;
        return type is not null && StemOf(id) is { } stem && File.Exists($"{stem}.{form}") ? ($"{stem}.{form}", type) : null;
    }

    private IEnumerable<(string Id, string Stem)> Stems()
    {
        var acts = Path.Combine(folder, Folder);
        if (!Directory.Exists(acts)) yield break;
        foreach (var path in Directory.EnumerateFiles(acts, Prefix + "*.json"))
        {
            // erasure-2026-11-21-<id>.json
            var name = Path.GetFileNameWithoutExtension(path);
            var at = Prefix.Length + 11;
            if (name.Length > at && Guid.TryParseExact(name[at..], "D", out var id)) yield return (id.ToString(), path[..^".json".Length]);
        }
    }

    private string? StemOf(Guid id) => Stems().FirstOrDefault(one => one.Id == id.ToString("D", CultureInfo.InvariantCulture)).Stem;

    private static string[] FormsOf(string stem) => [.. Forms.Where(one => File.Exists($"{stem}.{one.Form}")).Select(one => one.Form)];

    private static async ValueTask<ErasureAct?> ReadAsync(string stem, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(stem + ".json", cancellationToken).ConfigureAwait(false), PortalJson.Default.ErasureAct);
        }
        catch (Exception broken) when (broken is JsonException or IOException)
        {
            // A file that somebody is writing, or that a crash cut short: its other forms can still be taken from the folder.
            return null;
        }
    }
}

/// <summary>An act among others.</summary>
/// <param name="Act">The act.</param>
/// <param name="Forms">In which forms it can be had: <c>pdf</c>, <c>html</c>, <c>json</c>, <c>csv</c>.</param>
public sealed record ActListed(ErasureAct Act, IReadOnlyList<string> Forms);
