using System.Globalization;
using Gudok.Calls;
using Gudok.Testing;

namespace Gudok.Corpus.Tests;

public sealed class MediaCorpusTests
{
    /// <summary>Packets of each stream as tshark counts them; calls in order of their start. The switch of the second capture passes addresses on, and
    /// four packets came before its near leg was told the far one.</summary>
    [Theory]
    [InlineData("sbc-tc-01.pcap", "236>PCMA 221<PCMA 341>PCMA 341<PCMA | 236>PCMA 229<PCMA 343>PCMA 343<PCMA")]
    [InlineData("office-two-legs-rtp-rtcp.pcap", "2992>PCMU 2747<PCMU | 2992>PCMU 2751<PCMU")]
    public void Every_leg_and_direction_of_a_capture_is_measured(string file, string expected)
    {
        foreach (var path in Corpus.Files("pcap", file))
        {
            using var capture = File.OpenRead(path);
            var calls = AssemblingSink.Read(capture, file, new AssemblyOptions()).Calls.Values.OrderBy(call => call.StartedAt).ToArray();
            Assert.Equal(expected, string.Join(" | ", calls.Select(TextOf)));
            Assert.All(calls, call => Assert.Equal((OneWayAudio.None, 0.0), (call.OneWayAudio, call.Quality!.LossPercent)));
        }
    }

    [Fact]
    public void Tones_of_a_capture_are_counted()
    {
        foreach (var path in Corpus.Files("pcap", "rec-rtp-dtmf.pcap"))
        {
            using var capture = File.OpenRead(path);
            var calls = AssemblingSink.Read(capture, Path.GetFileName(path), new AssemblyOptions()).Calls.Values;
            Assert.All(calls, call => Assert.Equal([1, 1], call.Media.Select(stream => stream.DtmfEvents ?? 0)));
        }
    }

    /// <summary>What the telephones say themselves; jitter is the mean of what tshark shows of their reports, in 8000ths of a second.</summary>
    [Fact]
    public void Rtcp_of_a_capture_is_told_beside_what_was_measured()
    {
        foreach (var path in Corpus.Files("pcap", "office-two-legs-rtp-rtcp.pcap"))
        {
            using var capture = File.OpenRead(path);
            foreach (var call in AssemblingSink.Read(capture, Path.GetFileName(path), new AssemblyOptions()).Calls.Values)
            {
                Assert.Equal(
                    ["> PCMU 0% 11.257ms", "< PCMU 0% 9.347ms"],
                    call.Media.Where(stream => stream.Origin == MediaOrigin.Rtcp).Select(stream => FiguresOf(stream)));
                // One of them answers half of the reports before they came.
                Assert.All(call.Media, stream => Assert.Null(stream.RttMs));
            }
        }
    }

    [Theory]
    [InlineData("hepgen-b2b-rtcp.pcap", "> PCMA 0% 6.208ms 4.4 | > PCMA 1522 0% 23ms 4.4, < PCMA 1522 0% 23ms 4.4")]
    [InlineData("hepgen-tcp-b2b-rtcp.hep", "> PCMA 0% 6.208ms 4.4 | > PCMA 1522 0% 23ms 4.4, < PCMA 1522 0% 23ms 4.4")]
    [InlineData("hepgen-b2b-rtp-reports.pcap", "? G722 1511 0.066% 0.005ms 4.4 | ? PCMA 4.1")]
    public void Reports_in_hep_are_told_of_the_call_that_they_name(string file, string expected)
    {
        foreach (var path in Corpus.Files("hep", file))
        {
            using var capture = File.OpenRead(path);
            var sink = AssemblingSink.Read(capture, Path.GetFileName(path), new AssemblyOptions());
            var calls = sink.Calls.Values.OrderBy(call => call.SessionId, StringComparer.Ordinal);
            Assert.Equal(expected, string.Join(" | ", calls.Select(call => string.Join(", ", call.Media.Select(stream => $"{FiguresOf(stream)} {stream.Mos!.Value.ToString("F1", CultureInfo.InvariantCulture)}")))));
        }
    }

    private static string FiguresOf(MediaStream stream)
    {
        var way = stream.Direction switch
        {
            MediaDirection.CallerToCallee => ">",
            MediaDirection.CalleeToCaller => "<",
            MediaDirection.Unknown => "?",
        };
        string?[] figures =
        [
            way, stream.Codec, stream.Packets?.ToString(CultureInfo.InvariantCulture),
            stream.LossPercent is { } loss ? string.Create(CultureInfo.InvariantCulture, $"{loss}%") : null,
            stream.JitterMs is { } jitter ? string.Create(CultureInfo.InvariantCulture, $"{jitter}ms") : null,
        ];
        return string.Join(' ', figures.Where(figure => figure is not null));
    }

    private static string TextOf(ObservedCall call) => string.Join(' ', call.Media
        .Where(stream => stream.Origin == MediaOrigin.Measured)
        .OrderBy(stream => stream.Leg).ThenBy(stream => stream.Direction)
        .Select(stream => $"{stream.Packets}{(stream.Direction == MediaDirection.CallerToCallee ? '>' : '<')}{stream.Codec}"));
}
