using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gudok.Wire.Tests;

/// <summary>tshark recording loopback or other interfaces: the independent witness of a run.</summary>
internal sealed class TsharkCapture : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly ForeignProcess _process;
    private readonly string _folder;
    private readonly string _raw;
    private readonly IReadOnlyList<Func<byte[], Task>> _probes;

    private TsharkCapture(ForeignProcess process, string folder, string raw, IReadOnlyList<Func<byte[], Task>> probes)
    {
        _process = process;
        _folder = folder;
        _raw = raw;
        _probes = probes;
    }

    /// <summary>Begins; returns once packets are really being recorded.</summary>
    /// <param name="folder">Where its file goes.</param>
    /// <param name="filter">What to record, in the words of pcap-filter(7).</param>
    /// <param name="probePort">A port within the filter that nobody uses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TsharkCapture> StartAsync(string folder, string filter, int probePort, CancellationToken cancellationToken)
    {
        var raw = Path.Combine(folder, "raw.pcap");
        var process = ForeignProcess.Start(WireTools.Tshark, folder, ["-i", "lo", "-F", "pcap", "-w", raw, "-f", filter]);
        var capture = new TsharkCapture(process, folder, raw, [probe => ProbeLoopbackAsync(probe, probePort)]);
        await capture.WaitRecordedAsync("the first probe", cancellationToken);
        return capture;
    }

    /// <summary>Begins on a host of a network of the test's own; returns once packets of all interfaces are really being recorded.</summary>
    /// <param name="folder">Where its file goes.</param>
    /// <param name="enter">What to put before its command.</param>
    /// <param name="filter">What to record, in the words of pcap-filter(7).</param>
    /// <param name="interfaces">Where, each with what sends a probe past it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TsharkCapture> StartAsync(
        string folder, IReadOnlyList<string> enter, string filter, IReadOnlyList<(string Name, Func<byte[], Task> Probe)> interfaces, CancellationToken cancellationToken)
    {
        var raw = Path.Combine(folder, "raw.pcapng");
        string[] arguments = ["-F", "pcapng", "-w", raw, "-f", filter, .. interfaces.SelectMany(heard => (string[])["-i", heard.Name])];
        var process = ForeignProcess.Start(enter[0], folder, [.. enter.Skip(1), WireTools.Path(WireTools.Tshark), .. arguments]);
        var capture = new TsharkCapture(process, folder, raw, [.. interfaces.Select(heard => heard.Probe)]);
        await capture.WaitRecordedAsync("the first probe", cancellationToken);
        return capture;
    }

    /// <summary>Ends it and writes the SIP messages alone, as a classic pcap file.</summary>
    public async Task<string> FinishAsync(string file, CancellationToken cancellationToken)
    {
        // What came before a probe in the file was before it on the wire: nothing waits in the kernel any more.
        await WaitRecordedAsync("the last probe", cancellationToken);
        await _process.StopAsync();
        await ForeignProcess.RunAsync(WireTools.Tshark, _folder, ["-r", _raw, "-o", "udp.try_heuristic_first:TRUE", "-Y", "sip", "-F", "pcap", "-w", file], cancellationToken);
        return file;
    }

    /// <summary>Ends it and gives the file with all that was recorded.</summary>
    public async Task<string> FinishWholeAsync(CancellationToken cancellationToken)
    {
        await WaitRecordedAsync("the last probe", cancellationToken);
        await _process.StopAsync();
        return _raw;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task WaitRecordedAsync(string words, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        for (var number = 0; number < _probes.Count; number++)
        {
            var probe = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{words} of {number}"));
            while (!File.Exists(_raw) || (await File.ReadAllBytesAsync(_raw, deadline.Token)).AsSpan().IndexOf(probe) < 0)
            {
                if (_process.HasExited) throw new InvalidOperationException($"tshark ended:\n{_process.Complaints}");
                await _probes[number](probe);
                await Task.Delay(50, deadline.Token);
            }
        }
    }

    private static async Task ProbeLoopbackAsync(byte[] probe, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.SendToAsync(probe, new IPEndPoint(IPAddress.Loopback, port));
    }
}
