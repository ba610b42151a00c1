using System.Diagnostics.CodeAnalysis;

namespace Gudok.Calls;

/// <summary>The formats by the names that the command line knows them by.</summary>
public static class RecordFormats
{
    private static readonly (RecordFormat Format, string Name, string System)[] Known =
    [
        (RecordFormat.AsteriskCsv, "asterisk-csv", "asterisk"),
        (RecordFormat.AsteriskCel, "asterisk-cel", "asterisk"),
        (RecordFormat.FreeSwitchCsv, "freeswitch-csv", "freeswitch"),
        (RecordFormat.FreeSwitchXml, "freeswitch-xml", "freeswitch"),
        (RecordFormat.Cucm, "cucm", "cucm"),
        (RecordFormat.Acc, "acc", "acc"),
        (RecordFormat.Csv, "csv", "csv"),
        (RecordFormat.Ndjson, "ndjson", "post"),
    ];

    /// <summary>All names, in the order of the documents.</summary>
    public static IReadOnlyList<string> Names { get; } = NamesOfAll();

    /// <summary>The name of a format.</summary>
    public static string NameOf(RecordFormat format) => Array.Find(Known, one => one.Format == format).Name;

    /// <summary>What a source of this format is called as long as nobody names it: CDR and CEL of one Asterisk are one source.</summary>
    public static string SystemOf(RecordFormat format) => Array.Find(Known, one => one.Format == format).System;

    /// <summary>Reads a name.</summary>
    public static bool TryRead([NotNullWhen(true)] string? name, out RecordFormat format)
    {
        foreach (var known in Known)
        {
            if (known.Name != name) continue;
            format = known.Format;
            return true;
        }

        format = default;
        return false;
    }

    // Every command makes these: a loop over eight costs nothing, a dictionary of an own type some milliseconds of compiling.
    private static string[] NamesOfAll()
    {
        var names = new string[Known.Length];
        for (var index = 0; index < names.Length; index++) names[index] = Known[index].Name;
        return names;
    }
}
