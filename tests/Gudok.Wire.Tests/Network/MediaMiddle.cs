using System.Globalization;

namespace Gudok.Wire.Tests;

/// <summary>A Kamailio and an rtpengine on a host with a foot in two networks: signalling and media pass from one into the other.</summary>
internal sealed class MediaMiddle : IAsyncDisposable
{
    /// <summary>Port of signalling on both sides.</summary>
    public const int SipPort = 5060;

    /// <summary>Least port of media.</summary>
    public const int FirstMediaPort = 30_000;

    /// <summary>Greatest port of media.</summary>
    public const int LastMediaPort = 30_099;

    private const int ControlPort = 2223;

    private readonly ForeignProcess _media;
    private ForeignProcess? _proxy;

    private MediaMiddle(ForeignProcess media) => _media = media;

    /// <summary>Starts both; returns once they listen.</summary>
    /// <param name="network">Where.</param>
    /// <param name="host">On which host.</param>
    /// <param name="left">Its address in the network of the callers.</param>
    /// <param name="right">Its address in the network of the called.</param>
    /// <param name="folder">For their files.</param>
    public static async Task<MediaMiddle> StartAsync(OwnNetwork network, string host, string left, string right, string folder)
    {
        var enter = network.Enter(host);
        string[] arguments =
        [
            "--config-file=none", "--table=-1", "--foreground", "--log-stderr", "--log-level=4", $"--interface=left/{left}", $"--interface=right/{right}",
            Text($"--listen-ng=127.0.0.1:{ControlPort}"), Text($"--port-min={FirstMediaPort}"), Text($"--port-max={LastMediaPort}"), "--pidfile=" + Path.Combine(folder, "rtpengine.pid"),
        ];
        var middle = new MediaMiddle(ForeignProcess.Start(enter[0], folder, [.. enter.Skip(1), WireTools.Path(WireTools.Rtpengine), .. arguments]));
        try
        {
            await OwnNetwork.WaitListeningAsync(middle._media, ControlPort);
            var file = await KamailioRelay.ConfigureAsync(folder, "kamailio-middle.cfg", [("left", left), ("right", right), ("ng", Text($"{ControlPort}"))], CancellationToken.None);
            middle._proxy = ForeignProcess.Start(enter[0], folder, [.. enter.Skip(1), WireTools.Path(WireTools.Kamailio), .. KamailioRelay.Arguments(folder, file)]);
            await OwnNetwork.WaitListeningAsync(middle._proxy, SipPort);
            return middle;
        }
        catch
        {
            await middle.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null) await _proxy.DisposeAsync();
        await _media.DisposeAsync();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
