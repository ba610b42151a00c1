using System.Text;

namespace Gudok.Sip.Tests;

/// <summary>Addresses are looked at many octets at once; a model that looks at each alone tells what must come of it.</summary>
public class SipAddressTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
        ["sip:", "alice", "@", "example.org", ":5060", " ", "\t", "\r\n ", "\u0001", "<", ";lr", "1", "0123456789abcdef", "xyzxyzxyzxyzxyzxyzxyzxyzxyzxyz"];

    [Fact]
    public void What_stands_between_the_brackets_is_the_uri_and_blanks_in_it_are_noted()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 60_000; round++)
        {
            var inside = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var name = random.Next(3) switch { 0 => "", 1 => "Alice ", _ => "\"A <b>\" " };
            var behind = random.Next(3) switch { 0 => "", 1 => ";tag=1", _ => ";a=\"x\" ; TAG = 1;b" };
            var uri = inside.Trim(' ', '\t', '\r', '\n');
            var isRead = SipAddress.TryParse(Encoding.Latin1.GetBytes($"{name}<{inside}>{behind}"), out var address);
            Assert.Equal(uri.Length > 0, isRead);
            if (!isRead) continue;
            Assert.Equal(uri, Encoding.Latin1.GetString(address.Uri));
            Assert.Equal(name.TrimEnd(), Encoding.Latin1.GetString(address.DisplayName));
            Assert.Equal(behind.Length == 0 ? "" : "1", Encoding.Latin1.GetString(address.Tag));
            Assert.Equal(inside.AsSpan().IndexOfAny(" \t\r\n") >= 0 ? SipNotes.BlanksInUri : SipNotes.None, address.Notes);
        }
    }
}
