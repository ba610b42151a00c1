using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

/// <summary>Captures with octets changed, cut, doubled and moved, through the whole import: nothing throws, hangs or says what cannot be.</summary>
public sealed class DamagedCaptureTests
{
    /// <summary>Set to a folder whose files are damaged too.</summary>
    private const string FolderVariable = "GUDOK_DAMAGE_FOLDER";

    private static readonly TimeSpan LongestImport = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Damaged_captures_neither_throw_nor_hang_nor_give_senseless_records()
    {
        var time = FuzzTime.Of(TimeSpan.FromSeconds(3));
        var files = await FilesAsync();
        var watch = Stopwatch.StartNew();
        for (var seed = Environment.TickCount; watch.Elapsed < time; seed++)
        {
            var random = new Random(seed);
            var (name, sound) = files[random.Next(files.Count)];
            await ImportAsync(Damage(sound, random), string.Create(CultureInfo.InvariantCulture, $"{name}, seed {seed}"));
        }
    }

    private static async Task<List<(string Name, byte[] Octets)>> FilesAsync()
    {
        using var simulated = new MemoryStream();
        await PcapSimulation.WriteAsync(simulated, new SimulationOptions { Calls = 40, Seed = 7 }, _ => { });
        var messages = CaptureBytes.Read(simulated.ToArray()).Texts;
        var frames = messages.Select((text, at) => new CaptureBytes.Packet(CaptureBytes.Noon + at * 10_000, Wrap(at, Encoding.UTF8.GetBytes(text))));
        var files = new List<(string, byte[])>
        {
            ("simulated", simulated.ToArray()),
            ("recorded", File.ReadAllBytes(KamailioRecording.Path)),
            ("wrapped", CaptureBytes.Pcap([.. frames])),
            ("packed", CaptureBytes.Gzip(simulated.ToArray())),
        };
        if (Environment.GetEnvironmentVariable(FolderVariable) is { } folder)
            files.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => (path, File.ReadAllBytes(path))));
        return files;
    }

    private static byte[] Wrap(int at, byte[] message) => (at % 6) switch
    {
        0 => PacketBytes.Ethernet(0x8100, PacketBytes.Vlan(5, 0x0800, PacketBytes.IPv4(17, PacketBytes.Udp(5060, 5060, message)))),
        1 => PacketBytes.TcpFrame((uint)at * 10_000, message, source: 5060 + at),
        2 => PacketBytes.Ethernet(0x0800, PacketBytes.IPv4(47, PacketBytes.Gre(0x0800, PacketBytes.IPv4(17, PacketBytes.Udp(5060, 5060, message))))),
        3 => PacketBytes.UdpFrame(PacketBytes.Vxlan(PacketBytes.UdpFrame(message)), 5, 4789),
        4 => PacketBytes.Ethernet(0x86dd, PacketBytes.IPv6(17, PacketBytes.Udp(5060, 5060, message))),
        _ => PacketBytes.UdpFrame(PacketBytes.Gtp(PacketBytes.IPv4(17, PacketBytes.Udp(5060, 5060, message))), 2152, 2152),
    };

    private static async Task ImportAsync(byte[] octets, string name)
    {
        var intake = new CheckingIntake(name);
        var import = new CaptureImport(new AssemblyOptions { KeepMessages = octets.Length % 2 == 0 }, new PartyReader(new PartyOptions()));
        var watch = Stopwatch.StartNew();
        var report = await Record.ExceptionAsync(() => import.RunAsync(
            intake, CaptureReading.Begin(["-"], () => new MemoryStream(octets), _ => { }, TimeProvider.System, TestContext.Current.CancellationToken)));
        Assert.True(report is null or CaptureException, $"{name}: {report}");
        Assert.True(watch.Elapsed < LongestImport, $"{name}: took {watch.Elapsed}");
    }

    private static byte[] Damage(byte[] sound, Random random)
    {
        var octets = sound.ToList();
        for (var hits = random.Next(1, 40); hits > 0 && octets.Count > 16; hits--)
        {
            var at = random.Next(octets.Count - 8);
            var length = Math.Min(random.Next(1, 200), octets.Count - at);
            switch (random.Next(8))
            {
                case 0 or 1 or 2:
                    octets[at] = (byte)random.Next(256);
                    break;
                case 3:
                    SetLength(octets, at, random);
                    break;
                case 4:
                    octets.RemoveRange(at, length);
                    break;
                case 5:
                    octets.InsertRange(random.Next(octets.Count), octets.GetRange(at, length));
                    break;
                case 6:
                    octets[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    if (random.Next(10) == 0) octets.RemoveRange(at, octets.Count - at);
                    break;
            }
        }

        return [.. octets];
    }

    private static void SetLength(List<byte> octets, int at, Random random)
    {
        Span<uint> ends = [0, 1, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, uint.MaxValue, (uint)random.Next(70_000)];
        Span<byte> number = stackalloc byte[4];
        var value = ends[random.Next(ends.Length)];
        if (random.Next(2) == 0) BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        else BinaryPrimitives.WriteUInt32BigEndian(number, value);
        for (var offset = 0; offset < number.Length; offset++) octets[at + offset] = number[offset];
    }

    private sealed class CheckingIntake(string name) : ICallIntake
    {
        public ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken)
        {
            foreach (var call in calls)
            {
                Assert.True(call.Legs.Count > 0, $"{name}: no leg");
                Assert.True(call.AnsweredAt is null || call.EndedAt >= call.AnsweredAt, $"{name}: ends before its answer");
                Assert.True(call.SetupMs is null or >= 0 && call.EarlyMediaMs is null or >= 0, $"{name}: negative span");
                Assert.True(call.Legs.All(leg => leg.Caller.Kind != PartyKind.None || !leg.Caller.IsKept), $"{name}: a party that is none");
                Assert.NotEmpty(CallsJsonText(call));
            }

            return ValueTask.FromResult(new IntakeReport([.. calls.Select(call => RecordId.Create(call.StartedAt, default))], calls.Count, 0, 0));
        }

        private static string CallsJsonText(ObservedCall call) => call.Caller.ToFullText() + call.Callee.ToFullText() + call.Dialled.ToFullText() + "|";
    }
}
