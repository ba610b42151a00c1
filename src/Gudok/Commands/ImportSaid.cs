using System.CommandLine;
using Gudok.Calls;
using Gudok.Capture;

namespace Gudok;

/// <summary>Reads what the command line says of records, the column map included.</summary>
internal static class ImportSaid
{
    /// <summary>What is said.</summary>
    /// <exception cref="RecordInputException">The map cannot be read; all mistakes are named.</exception>
    public static SaidOfRecords Of(ParseResult parsed, CommandTerminal terminal)
    {
        var map = parsed.GetValue(ImportArguments.Map);
        RecordFormat? format = RecordFormats.TryRead(parsed.GetValue(ImportArguments.Format), out var named) ? named : map is null ? null : RecordFormat.Csv;
        RecordEncoding.TryFind(parsed.GetValue(ImportArguments.Encoding), out var encoding);
        return new SaidOfRecords
        {
            Format = format,
            Name = parsed.GetValue(ImportArguments.Source),
            Zone = parsed.GetValue(ImportArguments.Zone),
            Encoding = encoding,
            Map = map is null ? null : ReadMap(terminal.Resolve(map), format!.Value),
            KeepsRefused = parsed.GetValue(ImportArguments.Refused) is not null,
        };
    }

    private static ColumnMap ReadMap(string path, RecordFormat format)
    {
        if (!File.Exists(path)) throw new CaptureException(CaptureFaults.FileUnreadable, $"{path}: there is no such map; check the path");
        if (ColumnMap.TryRead(File.ReadAllBytes(path), format, out var map, out var mistakes)) return map;
        throw new RecordInputException(CallsFaults.MapWrong, $"{path}: {string.Join("; ", mistakes)}");
    }
}
