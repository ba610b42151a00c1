using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Who may send HEP: by address, by capture id, by key. Thread-safe.</summary>
internal sealed class HepAdmission
{
    private readonly AddressRange[] _networks;
    private readonly (uint? CaptureId, byte[]? Key)[] _agents;

    private HepAdmission(AddressRange[] networks, (uint? CaptureId, byte[]? Key)[] agents)
    {
        _networks = networks;
        _agents = agents;
    }

    /// <summary>Whether a peer's address decides.</summary>
    public bool ChecksAddress => _networks.Length > 0;

    /// <summary>Reads the settings, which were validated, and the key files.</summary>
    /// <exception cref="CaptureException">GDK-5005: a key file cannot be read or holds no key.</exception>
    public static HepAdmission Of(HepOptions options) => new(
        [.. options.Networks.Select(text => AddressRange.TryParse(text, out var range) ? range : throw new ArgumentException("The settings were not validated.", nameof(options)))],
        [.. options.Agents.Select((agent, index) => (agent.CaptureId, KeyOf(agent, index)))]);

    /// <summary>Whether something from a peer is taken at all.</summary>
    public bool Admits(SocketAddress peer)
    {
        if (!ChecksAddress) return true;
        var address = AddressRange.AddressOf(peer);
        foreach (var network in _networks)
        {
            if (network.Contains(address)) return true;
        }

        return false;
    }

    /// <summary>Whether a packet is taken, and what vouches for its agent.</summary>
    public bool Admits(in HepPacket packet, out HepProof proof)
    {
        proof = ChecksAddress ? HepProof.Address : HepProof.None;
        if (_agents.Length == 0) return true;
        var sent = packet.AuthKey;
        foreach (var (captureId, key) in _agents)
        {
            if (captureId is { } id && id != packet.CaptureAgent) continue;
            if (key is null) return true;
            if (!CryptographicOperations.FixedTimeEquals(key, sent)) continue;
            proof |= HepProof.Key;
            return true;
        }

        return false;
    }

    private static byte[]? KeyOf(HepAgentOptions agent, int index)
    {
        if (agent.KeyFile.Length == 0) return agent.Key.Length == 0 ? null : Encoding.UTF8.GetBytes(agent.Key);
        return KeyFile.Read(agent.KeyFile, string.Create(CultureInfo.InvariantCulture, $"Hep:Agents:{index}:KeyFile"), CaptureFaults.KeyUnreadable);
    }
}
