using static Gudok.Capture.FilterInstruction;

namespace Gudok.Capture;

/// <summary>Writes the program by which the kernel passes packets of certain ports only, so that the rest of an interface's traffic costs nothing here.</summary>
/// <remarks>What cannot be judged by ports passes: later fragments, which hold none, IPv6 behind extension headers, and frames with a further tag or label before IP.
/// The dissector judges those. Offsets count from the IP header, so that one program fits every kind of interface.</remarks>
internal static class PortFilter
{
    private const uint Pass = uint.MaxValue;
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const byte Sctp = 132;

    // IP in IP, IPv6 in IP, GRE.
    private static readonly byte[] _tunnels = [4, 41, 47];

    // GTP-U, VXLAN, Geneve, Teredo.
    private static readonly PortRange[] _tunnelPorts = [new(2152, 2152), new(4789, 4789), new(6081, 6081), new(3544, 3544)];

    // A further VLAN tag of any kind, MPLS, a PPPoE session, and what switches of data centres and backbones put on mirrored frames.
    private static readonly ushort[] _tagged = [0x8100, 0x88a8, 0x9100, 0x9200, 0x8847, 0x8848, 0x8864, 0x8926, 0x893f, 0x8909, 0x88e7];

    // Hop by hop, routing, fragment, authentication, destination, mobility, host identity, Shim6.
    private static readonly byte[] _extensions = [0, 43, 44, 51, 60, 135, 139, 140];

    /// <summary>The program.</summary>
    /// <param name="ports">Ports of either end.</param>
    /// <param name="withTunnels">Whether tunnels pass whole.</param>
    public static FilterInstruction[] Make(IReadOnlyList<PortRange> ports, bool withTunnels)
    {
        IReadOnlyList<PortRange> all = withTunnels ? [.. ports, .. _tunnelPorts] : ports;
        var (four, six) = (OfVersion4(all, withTunnels), OfVersion6(all, withTunnels));
        List<FilterInstruction> program = [new(LoadHalf, 0, 0, EtherType)];
        foreach (var tag in _tagged) PassIf(program, tag);
        PassSnap(program);
        OnlyIf(program, 0x0800, four);
        OnlyIf(program, 0x86dd, six);
        program.Add(new(Return, 0, 0, 0));
        return [.. program];
    }

    private static List<FilterInstruction> OfVersion4(IReadOnlyList<PortRange> ports, bool withTunnels)
    {
        const uint protocol = Network + 9;
        const uint fragment = Network + 6;
        const uint laterFragment = 0x1fff;
        const byte authentication = 51;
        List<FilterInstruction> program = [new(LoadByte, 0, 0, protocol)];
        PassIf(program, authentication);
        RequirePorts(program, withTunnels);
        program.Add(new(LoadHalf, 0, 0, fragment));
        program.Add(new(JumpIfAnyBit, 0, 1, laterFragment));
        program.Add(new(Return, 0, 0, Pass));
        // The length of the header, in words of four octets, leads to the ports.
        program.Add(new(LoadByte, 0, 0, Network));
        program.Add(new(And, 0, 0, 0x0f));
        program.Add(new(ShiftLeft, 0, 0, 2));
        program.Add(new(ToIndex, 0, 0, 0));
        PassPorts(program, ports);
        return program;
    }

    private static List<FilterInstruction> OfVersion6(IReadOnlyList<PortRange> ports, bool withTunnels)
    {
        const uint nextHeader = Network + 6;
        const uint headerLength = 40;
        List<FilterInstruction> program = [new(LoadByte, 0, 0, nextHeader)];
        // What follows them is for the dissector.
        foreach (var extension in _extensions) PassIf(program, extension);
        RequirePorts(program, withTunnels);
        program.Add(new(SetIndex, 0, 0, headerLength));
        PassPorts(program, ports);
        return program;
    }

    /// <summary>Passes frames of IEEE 802.3 that have their type behind a SNAP header.</summary>
    private static void PassSnap(List<FilterInstruction> program)
    {
        const uint leastType = 0x0600;
        const uint snap = 0xaaaa;
        program.Add(new(JumpIfAtLeast, 4, 0, leastType));
        program.Add(new(LoadHalf, 0, 0, Network));
        PassIf(program, snap);
        program.Add(new(Return, 0, 0, 0));
    }

    /// <summary>Leaves out what is neither UDP nor TCP nor SCTP.</summary>
    private static void RequirePorts(List<FilterInstruction> program, bool withTunnels)
    {
        if (withTunnels)
        {
            foreach (var tunnel in _tunnels) PassIf(program, tunnel);
        }

        program.Add(new(JumpIfEqual, 3, 0, Udp));
        program.Add(new(JumpIfEqual, 2, 0, Tcp));
        program.Add(new(JumpIfEqual, 1, 0, Sctp));
        program.Add(new(Return, 0, 0, 0));
    }

    /// <summary>Passes what has one of the ports at either end; the index leads to them.</summary>
    private static void PassPorts(List<FilterInstruction> program, IReadOnlyList<PortRange> ports)
    {
        foreach (var end in (uint[])[0, 2])
        {
            program.Add(new(LoadHalfIndexed, 0, 0, Network + end));
            foreach (var (first, last) in ports)
            {
                program.Add(new(JumpIfAtLeast, 0, 2, first));
                program.Add(new(JumpIfGreater, 1, 0, last));
                program.Add(new(Return, 0, 0, Pass));
            }
        }

        program.Add(new(Return, 0, 0, 0));
    }

    private static void PassIf(List<FilterInstruction> program, uint value)
    {
        program.Add(new(JumpIfEqual, 0, 1, value));
        program.Add(new(Return, 0, 0, Pass));
    }

    // Every way through a part ends in it, so that the next begins where a comparison with its own failed: jumps of comparisons are short, this one is not.
    private static void OnlyIf(List<FilterInstruction> program, uint value, List<FilterInstruction> part)
    {
        const ushort jump = 0x05;
        program.Add(new(JumpIfEqual, 1, 0, value));
        program.Add(new(jump, 0, 0, (uint)part.Count));
        program.AddRange(part);
    }
}
