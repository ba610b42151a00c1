using System.Text.Json;

namespace Gudok.Access;

/// <summary>Where the policy comes from: a file of the data folder or of the settings, else the one that travels inside.</summary>
public static class PolicyFile
{
    /// <summary>The file's name in the data folder.</summary>
    public const string Name = "policy.json";

    private const int MaxBytes = 1 << 20;

    /// <summary>Reads the policy in force.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="path">A file of the settings, absolute or within the data folder; empty for none.</param>
    /// <param name="clock">The clock by which hours and contacts are judged.</param>
    /// <exception cref="AccessException">GDK-7401: it is not what it should be; all faults are named with their place.</exception>
    public static AccessPolicy Open(string folder, string path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = Path.Combine(folder, path.Length > 0 ? path : Name);
        return path.Length > 0 || File.Exists(file) ? Read(ReadBytes(file), file, clock) : Read(Starting(), Name, clock);
    }

    /// <summary>The policy that travels inside, as its file stands.</summary>
    public static byte[] Starting()
    {
        using var stream = typeof(PolicyFile).Assembly.GetManifestResourceStream("Gudok.Access.Policy.policy.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads a policy.</summary>
    /// <param name="json">UTF-8; comments are allowed.</param>
    /// <param name="place">What faults call it.</param>
    /// <param name="clock">The clock by which hours and contacts are judged.</param>
    /// <exception cref="AccessException">GDK-7401: it is not what it should be; all faults are named with their place.</exception>
    public static AccessPolicy Read(byte[] json, string place, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(json);
        List<string> faults = [];
        AccessPolicy? policy = null;
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false, MaxDepth = 8 };
            using var document = JsonDocument.Parse(json, options);
            policy = new PolicyReader(PolicyLines.Of(json), faults).Read(document.RootElement, clock);
        }
        catch (JsonException broken)
        {
            faults.Add(broken.Message);
        }

        if (faults.Count == 0) return policy!;
        throw new AccessException(AccessFaults.PolicyBroken, $"{place}: {string.Join("; ", faults)}. docs/access.md says what can stand there");
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            return new FileInfo(file).Length <= MaxBytes
                ? File.ReadAllBytes(file)
                : throw new AccessException(AccessFaults.PolicyBroken, $"{file} is larger than {MaxBytes} octets: it is no policy");
        }
        catch (FileNotFoundException)
        {
            throw new AccessException(AccessFaults.PolicyBroken, $"{file} is not there: put the policy there, or leave Access:Policy out for the starting policy");
        }
    }
}
