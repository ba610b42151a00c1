namespace Gudok.Capture;

/// <summary>Which files an import reads: those named, and of folders those that look like captures by their name.</summary>
public static class ImportFiles
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    private static readonly string[] _endings = [".pcap", ".pcapng", ".cap", ".ntar", ".hep", ".hep3"];

    private static readonly string[] _recordEndings = [".csv", ".txt", ".log", ".xml", ".ndjson", ".jsonl"];

    /// <summary>Replaces each folder by the captures in it and below, in order of their paths.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return [.. paths.SelectMany(path => Directory.Exists(path) ? InFolder(path).Where(IsCapture) : [path])];
    }

    /// <summary>All files of a folder and below, in order of their paths.</summary>
    public static IEnumerable<string> InFolder(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal);

    /// <summary>Whether a file is a capture by its name.</summary>
    public static bool IsCapture(string path) => Ends(path, _endings);

    /// <summary>Whether a file may hold another system's records by its name: the ending of a table, a document or a log, or the beginning that CUCM
    /// gives to its files.</summary>
    public static bool MayHoldRecords(string path) =>
        Ends(path, _recordEndings) || Path.GetFileName(path).StartsWith("cdr_", StringComparison.OrdinalIgnoreCase);

    private static bool Ends(string path, string[] endings)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
