using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gudok.Wire.Tests;

/// <summary>Network namespaces of a test's own, joined by pairs of virtual Ethernet interfaces: nobody outside sees them, and they go with it.</summary>
internal sealed class OwnNetwork : IAsyncDisposable
{
    private const string Folder = "/run/netns";
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(90);
    private static int _networks;

    private readonly string _prefix = string.Create(CultureInfo.InvariantCulture, $"gudok-{Environment.ProcessId}-{Interlocked.Increment(ref _networks)}-");
    private readonly List<string> _hosts = [];

    private OwnNetwork()
    {
    }

    /// <summary>Makes namespaces, one a host; fails the test where the system does not allow it.</summary>
    public static async Task<OwnNetwork> CreateAsync(params string[] hosts)
    {
        var network = new OwnNetwork();
        try
        {
            foreach (var host in hosts) await network.AddAsync(host);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>What to put before a command so that it runs on a host.</summary>
    public IReadOnlyList<string> Enter(string host) => [WireTools.Path(WireTools.Ip), "netns", "exec", _prefix + host];

    /// <summary>Lays a cable between two interfaces, which it makes and sets up.</summary>
    /// <param name="one">Host, interface, and address with length of the prefix; no address where it is only to be heard.</param>
    /// <param name="other">The same of the other end.</param>
    public async Task JoinAsync((string Host, string Name, string? Address) one, (string Host, string Name, string? Address) other)
    {
        await RunAsync(one.Host, "link", "add", "name", one.Name, "type", "veth", "peer", "name", other.Name, "netns", _prefix + other.Host);
        foreach (var (host, name, address) in (IEnumerable<(string, string, string?)>)[one, other])
        {
            if (address is not null) await RunAsync(host, "address", "add", address, "dev", name);
            await RunAsync(host, "link", "set", name, "up");
        }
    }

    /// <summary>Runs a command of ip(8) on a host.</summary>
    public Task<string> RunAsync(string host, params string[] command) => IpAsync(["-n", _prefix + host, .. command]);

    /// <summary>Opens a socket on a host, bound to an address of it.</summary>
    public Socket OpenUdp(string host, IPEndPoint at) => On(host, () =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(at);
        return socket;
    });

    /// <summary>A client of a server that listens on the loopback of a host.</summary>
    public HttpClient OpenHttp(string host, IPEndPoint server) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = On(host, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            await socket.ConnectAsync(server, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri($"http://{server}/"),
    };

    /// <summary>Does something on a thread of its own that stands on a host: a socket that is opened there stays there.</summary>
    public T On<T>(string host, Func<T> act)
    {
        var work = new Task<T>(() =>
        {
            using var place = File.OpenHandle(Path.Combine(Folder, _prefix + host));
            Libc.Enter(place);
            return act();
        });
        // Never a thread of the pool: it would be given back on the wrong host.
        var thread = new Thread(() => work.RunSynchronously(TaskScheduler.Default));
        thread.Start();
        thread.Join();
        return work.GetAwaiter().GetResult();
    }

    /// <summary>Waits until a program that runs on one of the hosts listens on a UDP port.</summary>
    public static Task WaitListeningAsync(ForeignProcess program, int port)
    {
        var wanted = string.Create(CultureInfo.InvariantCulture, $":{port:X4} ");
        return Testing.Eventually.IsSoAsync(() => program.HasExited
            ? throw new InvalidOperationException($"It ended instead of listening on {port}:\n{program.Output}\n{program.Complaints}")
            : File.ReadLines($"/proc/{program.Id}/net/udp").Any(line => line.Contains(wanted, StringComparison.Ordinal)));
    }

    /// <summary>Takes everything away.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await IpAsync(["netns", "delete", _prefix + host]);
        _hosts.Clear();
    }

    private async Task AddAsync(string host)
    {
        try
        {
            await IpAsync(["netns", "add", _prefix + host]);
        }
        catch (InvalidOperationException refused)
        {
            throw new InvalidOperationException($"This test needs network namespaces of its own, which may not be made here: run it as root (CAP_SYS_ADMIN, CAP_NET_ADMIN). {refused.Message.ReplaceLineEndings(" ").Trim()}");
        }

        _hosts.Add(host);
        // Nothing is sent that nobody asked for.
        await ForeignProcess.RunAsync(Enter(host)[0], "/", [.. Enter(host).Skip(1), "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6"], CancellationToken.None);
        await RunAsync(host, "link", "set", "lo", "up");
    }

    private static async Task<string> IpAsync(IEnumerable<string> command)
    {
        using var limit = new CancellationTokenSource(LongestStep);
        return await ForeignProcess.RunAsync(WireTools.Ip, "/", command, limit.Token);
    }

    private static class Libc
    {
        private const int NetworkNamespace = 0x4000_0000;

        /// <summary>Takes the calling thread into a network namespace.</summary>
        public static void Enter(SafeFileHandle place)
        {
            if (Set(place, NetworkNamespace) != 0) throw new SocketException(Marshal.GetLastPInvokeError());
        }

        [DllImport("libc", EntryPoint = "setns", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Set(SafeFileHandle place, int kind);
    }
}
