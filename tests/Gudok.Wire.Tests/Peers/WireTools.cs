namespace Gudok.Wire.Tests;

/// <summary>The foreign programs that these tests talk to. On Debian: <c>apt-get install kamailio sip-tester tshark prometheus faketime rtpengine-daemon iproute2</c>.</summary>
internal static class WireTools
{
    public const string Kamailio = "kamailio";
    public const string Sipp = "sipp";
    public const string Tshark = "tshark";
    public const string Promtool = "promtool";
    public const string Prometheus = "prometheus";
    public const string Script = "script";
    public const string Rtpengine = "rtpengine";
    public const string Ip = "ip";

    private static readonly string[] Folders = ["/usr/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/local/sbin"];

    /// <summary>Skips the test, naming what is missing, unless all programs are there.</summary>
    public static void SkipUnlessInstalled(params string[] programs)
    {
        var missing = programs.Where(program => Find(program) is null).ToArray();
        Assert.SkipWhen(missing.Length > 0, $"Not installed: {string.Join(", ", missing)}");
    }

    public static string Path(string program) => Find(program) ?? throw new FileNotFoundException($"Not installed: {program}");

    private static string? Find(string program) => Folders.Select(folder => System.IO.Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
