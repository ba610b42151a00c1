using Gudok.Calls;
using Gudok.Capture;

namespace Gudok;

/// <summary>Which files of an import are captures and which are records of other systems.</summary>
/// <param name="Captures">Captures, and what is neither: the reader of captures says so by its name.</param>
/// <param name="Records">Records with what is known of their source.</param>
internal sealed record ImportPlan(IReadOnlyList<string> Captures, IReadOnlyList<RecordInput> Records)
{
    /// <summary>Sorts files by what was said of them, else by what stands in them.</summary>
    /// <param name="paths">Files and folders, full paths; <c>-</c> is standard input.</param>
    /// <param name="said">What the command line says of records; its format is null if it names none.</param>
    public static ImportPlan Make(IEnumerable<string> paths, SaidOfRecords said)
    {
        var captures = new List<string>();
        var records = new List<RecordInput>();
        foreach (var path in paths.SelectMany(path => Directory.Exists(path) ? InFolder(path, said) : [path]))
        {
            if (FormatOf(path, said) is { } format) records.Add(new RecordInput(path, said.SourceOf(format)));
            else captures.Add(path);
        }

        return new ImportPlan(captures, records);
    }

    private static IEnumerable<string> InFolder(string folder, SaidOfRecords said) => ImportFiles.InFolder(folder).Where(path =>
        ImportFiles.IsCapture(path) || (said.Format is not null ? ImportFiles.MayHoldRecords(path) : ImportFiles.MayHoldRecords(path) && RecordFiles.Detect(path) is not null));

    private static RecordFormat? FormatOf(string path, SaidOfRecords said)
    {
        if (path == ImportFiles.StandardInput) return said.Format;
        if (ImportFiles.IsCapture(path)) return null;
        return said.Format ?? RecordFiles.Detect(path);
    }
}

/// <summary>What the command line says of records.</summary>
internal sealed record SaidOfRecords
{
    /// <summary>Their format, null to tell it by the file.</summary>
    public RecordFormat? Format { get; init; }

    /// <summary>The source's name, null for that of the system.</summary>
    public string? Name { get; init; }

    /// <summary>Zone of local times.</summary>
    public string? Zone { get; init; }

    /// <summary>Encoding of text.</summary>
    public RecordEncoding? Encoding { get; init; }

    /// <summary>What columns mean.</summary>
    public ColumnMap? Map { get; init; }

    /// <summary>Whether refused lines are wanted as they stood.</summary>
    public bool KeepsRefused { get; init; }

    /// <summary>The source of files of one format.</summary>
    public RecordSource SourceOf(RecordFormat format) => new(format, Name ?? RecordFormats.SystemOf(format))
    {
        Zone = Zone,
        Encoding = Encoding,
        Map = Map,
        KeepsRefused = KeepsRefused,
    };
}
