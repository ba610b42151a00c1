using System.Net;
using System.Net.Sockets;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class HepListenerTests
{
    // Of the 28,000 ports that Linux chooses from: without another try, all of these starts succeed once in a thousand runs.
    private const int Taken = 5_000;
    private const int Starts = 40;

    [Fact]
    public async Task Port_that_the_kernel_chose_is_chosen_anew_when_TCP_has_it_in_use()
    {
        var others = TakeTcpPorts();
        try
        {
            for (var start = 0; start < Starts; start++) await StartAsync("127.0.0.1:0");
        }
        finally
        {
            others.ForEach(other => other.Dispose());
        }
    }

    [Fact]
    public async Task Port_that_was_asked_for_is_not_exchanged_for_another()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var fault = await Assert.ThrowsAsync<CaptureException>(() => StartAsync(other.LocalEndpoint.ToString()!));
        Assert.Equal(CaptureFaults.CannotListen, fault.Code);
    }

    private static List<Socket> TakeTcpPorts()
    {
        var taken = new List<Socket>(Taken);
        for (var port = 0; port < Taken; port++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            taken.Add(socket);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Listen();
        }

        return taken;
    }

    private static async Task StartAsync(string endpoint)
    {
        using var folder = new TestFolder();
        using var keys = KeyRing.CreateEphemeral();
        var counters = new CaptureCounters();
        var logger = new LogLines();
        await using var capture = LiveCapture.Start(
            folder.Path, new NoIntake(), new AssemblyOptions(), new PartyReader(new PartyOptions()), keys, counters, TimeProvider.System, logger);
        await using var listener = HepListener.Start(new HepOptions { Endpoint = endpoint }, capture, counters, TimeProvider.System, logger);
    }

    private sealed class NoIntake : Ledger.ICallIntake
    {
        public ValueTask<Ledger.IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken) =>
            throw new NotSupportedException("nothing was sent");
    }
}
