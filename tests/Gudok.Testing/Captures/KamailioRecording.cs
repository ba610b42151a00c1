using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>The recording that ships with the tests: a file and what it holds by an independent reading. See README.md beside it.</summary>
public static class KamailioRecording
{
    private const int Columns = 10;

    /// <summary>Where the pcap file lies.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Captures", "kamailio-sipp.pcap");

    /// <summary>Its calls in order of their start.</summary>
    public static IReadOnlyList<RecordedCall> Calls { get; } = [.. File.ReadLines(Path + ".calls.tsv").Skip(1).Select(Read)];

    private static RecordedCall Read(string line)
    {
        var row = line.Split('\t');
        Assert.Equal(Columns, row.Length);
        var started = Moment(row[5]) ?? throw new InvalidDataException("A call without a start.");
        return new RecordedCall(
            row[0], row[1], row[2], row[3], int.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture),
            started, Moment(row[6]), Moment(row[7]), Moment(row[8]), row[9]);
    }

    private static Instant? Moment(string text) => Instant.TryParse(text, out var moment) ? moment : null;
}
