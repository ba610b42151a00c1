using System.Text;
using BenchmarkDotNet.Attributes;
using Gudok.Sip;

namespace Gudok.Benchmarks;

/// <summary>What does reading a SIP message cost, beside moving its octets? Input: messages of a simulated contact centre, more than a cache holds.</summary>
[MemoryDiagnoser]
public class SipParseBenchmarks
{
    private const int Messages = 10_000;
    private readonly byte[] _buffer = new byte[ushort.MaxValue];
    private byte[][] _messages = [];

    [GlobalSetup]
    public void Simulate()
    {
        _messages = [.. Traffic.Of(2_000).Take(Messages).Select(message => message.Bytes)];
        Console.WriteLine($"// {_messages.Length} messages, {_messages.Average(message => message.Length):f1} octets each");
    }

    /// <summary>The least that anything can do with them.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int CopyOctets()
    {
        foreach (var message in _messages) message.CopyTo(_buffer, 0);
        return _buffer[0];
    }

    /// <summary>The plain way: a string, its lines, their names and values.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public int SplitStrings()
    {
        var total = 0;
        foreach (var message in _messages)
        {
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var line in Encoding.UTF8.GetString(message).Split("\r\n"))
            {
                if (line.Length == 0) break;
                if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) headers[line[..colon]] = line[(colon + 1)..].Trim();
            }

            total += headers["Call-ID"].Length + headers["From"].Length + headers["To"].Length + headers["CSeq"].Length;
        }

        return total;
    }

    /// <summary>Head, frame, addresses, tags.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int ReadMessages()
    {
        var total = 0;
        foreach (var bytes in _messages)
        {
            if (SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Frames, out var message, out _, out _) == SipReadStatus.Complete)
                total += message.CallId.Length + message.StatusCode;
        }

        return total;
    }
}
