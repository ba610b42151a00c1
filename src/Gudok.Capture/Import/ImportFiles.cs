namespace Gudok.Capture;

/// <summary>Which files an import reads: those named, and of folders those that look like captures by their name.</summary>
public static class ImportFiles
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    private static readonly string[] _endings = [".pcap", ".pcapng", ".cap", ".ntar", ".hep", ".hep3"];

    /// <summary>Replaces each folder by the captures in it and below, in order of their paths.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return [.. paths.SelectMany(path => Directory.Exists(path) ? InFolder(path) : [path])];
    }

    private static IEnumerable<string> InFolder(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(IsCapture)
        .Order(StringComparer.Ordinal);

    private static bool IsCapture(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Array.Exists(_endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
