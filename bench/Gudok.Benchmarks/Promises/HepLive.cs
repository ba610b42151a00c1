using System.Diagnostics;
using System.Globalization;
using System.Net;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Benchmarks;

/// <summary>Receives what another process sends over loopback: how many packets a second, and how many were lost where.</summary>
internal static class HepLive
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);

    /// <summary>Arguments: <c>udp|tcp</c>, <c>decode|record</c>, packets, and of UDP the rate at which they are sent (0: at once).</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (transport, depth) = (arguments[0], arguments[1]);
        var counters = new CaptureCounters();
        await using var listening = await ListenAsync(depth, counters).ConfigureAwait(false);
        using var sender = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["hep-send", transport, listening.Endpoint.ToString(), .. arguments[2..]])
        { RedirectStandardOutput = true })!;
        await sender.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var (last, seen) = (began, 0L);
        while (seen == 0 || Stopwatch.GetElapsedTime(last) < Quiet)
        {
            await Task.Delay(5).ConfigureAwait(false);
            if (counters.Packets != seen) (last, seen) = (Stopwatch.GetTimestamp(), counters.Packets);
        }

        var busy = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        var seconds = Stopwatch.GetElapsedTime(began, last).TotalSeconds;
        var sent = long.Parse((await sender.StandardOutput.ReadLineAsync().ConfigureAwait(false))!, CultureInfo.InvariantCulture);
        await sender.WaitForExitAsync().ConfigureAwait(false);
        listening.CountKernelDrops();
        var (kernel, queue) = (counters.Dropped(DropPlace.Kernel), counters.Dropped(DropPlace.Queue));
        var ignored = Enum.GetValues<IgnoreReason>().Sum(counters.Ignored);
        // Two counts that know nothing of each other: what was received, and what the parser was given; each message has to be in both.
        var read = depth == "decode" ? seen : counters.SipMessages + counters.Ignored(IgnoreReason.SipMalformed) + counters.Ignored(IgnoreReason.HepMalformed) + counters.Ignored(IgnoreReason.HepNotSip);
        var isExact = sent == seen + kernel + queue && seen == read;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{transport} {depth}: sent {sent:n0}, received {seen:n0}, lost {sent - seen:n0} (counted: kernel {kernel:n0}, queue {queue:n0}; {(isExact ? "exact" : "NOT EXACT")}), of calls {seen - ignored:n0}, ignored {ignored:n0}, {seen / seconds:n0}/s, {seen / busy:n0} a second of processor time, {GC.GetTotalPauseDuration().TotalSeconds:n2} s of it collecting"));
        return isExact ? 0 : 1;
    }

    private static async Task<Listening> ListenAsync(string depth, CaptureCounters counters)
    {
        var options = new HepOptions { Endpoint = "127.0.0.1:0" };
        if (depth == "decode") return new Listening(options, new Forgetting(), counters, []);
        var folder = new TestFolder();
        var keys = KeyRing.CreateEphemeral();
        var vault = await SqliteVault.OpenAsync(new VaultOptions { Folder = folder.Path }, keys, TimeProvider.System, default).ConfigureAwait(false);
        var heads = await TestHeads.OpenAsync(TimeProvider.System, SqliteHeadStore.Open(folder.Path)).ConfigureAwait(false);
        var ledger = await SqliteCallLedger.OpenAsync(new LedgerOptions { Folder = folder.Path }, vault.DayKeys, heads, TimeProvider.System, default)
            .ConfigureAwait(false);
        var intake = new CallIntake(ledger, vault, keys, TimeProvider.System);
        var capture = LiveCapture.Start(folder.Path, intake, new AssemblyOptions(), new PartyReader(new PartyOptions()), keys, counters, TimeProvider.System, NullLogger.Instance);
        return new Listening(options, capture, counters, [capture, intake, ledger, vault, keys, folder]);
    }

    private sealed class Forgetting : ILiveSink
    {
        public void Accept(in SipFrame frame, string source)
        {
        }

        public void AcceptMedia(in RtpSample sample, string source)
        {
        }

        public void AcceptReport(in MediaReport report, string source)
        {
        }
    }

    private sealed class Listening : IAsyncDisposable
    {
        private readonly HepUdpReceiver _udp;
        private readonly HepTcpReceiver _tcp;
        private readonly object[] _behind;

        public Listening(HepOptions options, ILiveSink sink, CaptureCounters counters, object[] behind)
        {
            _udp = new HepUdpReceiver(IPEndPoint.Parse(options.Endpoint), options, HepAdmission.Of(options), sink, counters, TimeProvider.System);
            _tcp = new HepTcpReceiver(_udp.Endpoint, options, HepAdmission.Of(options), sink, counters, TimeProvider.System, NullLogger.Instance);
            _behind = behind;
            _udp.Start();
            _tcp.Start();
        }

        public IPEndPoint Endpoint => _udp.Endpoint;

        public void CountKernelDrops() => _udp.CountKernelDrops();

        public async ValueTask DisposeAsync()
        {
            _udp.Dispose();
            await _tcp.DisposeAsync().ConfigureAwait(false);
            foreach (var one in _behind)
            {
                if (one is IAsyncDisposable later) await later.DisposeAsync().ConfigureAwait(false);
                else ((IDisposable)one).Dispose();
            }
        }
    }
}
