using System.Text;

namespace Gudok.Access.Tests.Alerts;

public sealed partial class AlertRulesTests
{
    [Fact]
    public void Rules_of_the_program_read_and_name_what_is_demanded() => Assert.Equal(
        ["refused-attempts", "number-copies", "mass-reveals", "reveals-by-owner", "mass-edits", "mass-exports", "rights-given", "rights-by-provider", "stolen-session", "out-of-hours", "new-device", "review-overdue", "journal-gap"], AlertRules.Default.Names);

    [Fact]
    public void A_file_in_the_data_folder_takes_their_place()
    {
        using var folder = new Gudok.Testing.TestFolder();
        Assert.Same(AlertRules.Default, AlertRules.Of(folder.Path));
        File.WriteAllText(Path.Combine(folder.Path, AlertRules.FileName), """{ "version": 1, "rules": [ { "name": "copies", "acts": ["number."], "count": 2, "within": "00:01:00" } ] }""");
        Assert.Equal(["copies"], AlertRules.Of(folder.Path).Names);
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        const string json = """
            { "version": 2, "extra": 1, "hours": { "zone": "Mars/Base", "days": [], "from": "8", "to": "20:00" },
              "rules": [
                { "name": "Big Name", "acts": ["number.steal"], "outcomes": ["maybe"], "kinds": ["robot"], "only": "sometimes", "count": 0, "within": "00:00:00" },
                { "name": "a", "count": 1, "within": "8.00:00:00", "threshold": 3 },
                { "name": "a", "count": 1, "within": "00:10:00" } ] }
            """;
        var fault = Assert.Throws<AccessException>(() => AlertRulesReader.Read(Encoding.UTF8.GetBytes(json), "alerts.json"));
        Assert.Equal(AccessFaults.AlertRulesBroken, fault.Code);
        string[] expected =
        [
            "the file: has a member", "version:", "hours.zone:", "hours.days:", "hours.from:", "rules[0].name:", "rules[0].acts:", "rules[0].outcomes:", "rules[0].kinds:", "rules[0].only:", "rules[0].count:",
            "rules[0].within:", "rules[1]: has a member", "rules[1].within:", "rules[2].name: there is another",
        ];
        foreach (var part in expected) Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.Equal(expected.Length, fault.Message.Split("; ").Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "version": 1, "rules": 5 }""")]
    [InlineData("""{ "version": 1, "version": 1, "rules": [] }""")]
    [InlineData("""{ "version": 1, "rules": [7] }""")]
    public void What_is_no_file_of_rules_is_a_fault(string json) =>
        Assert.Throws<AccessException>(() => AlertRulesReader.Read(Encoding.UTF8.GetBytes(json), "alerts.json"));

    [Theory]
    [InlineData("https://example.org/x", "/secret", true)]
    [InlineData("http://127.0.0.1:9/x", "/secret", true)]
    [InlineData("http://example.org/x", "/secret", false)]
    [InlineData("https://user:pass@example.org/x", "/secret", false)]
    [InlineData("https://example.org/x", "", false)]
    public void Webhooks_are_signed_and_encrypted_or_on_this_machine(string address, string secret, bool isRight) =>
        Assert.Equal(isRight, !new AlertOptions { Webhook = address, WebhookSecretFile = secret }.Validate().Any());

    [Fact]
    public void Mail_needs_sender_receivers_and_tls_beyond_this_machine()
    {
        var options = new AlertOptions { MailServer = "mail.example.org:587" };
        Assert.Equal(2, options.Validate().Count());
        options.MailFrom = "gudok@example.org";
        options.MailTo.Add("duty@example.org");
        Assert.Empty(options.Validate());
        options.MailTls = false;
        Assert.Contains("MailTls", Assert.Single(options.Validate()), StringComparison.Ordinal);
        options.MailServer = "127.0.0.1:25";
        Assert.Empty(options.Validate());
        options.MailServer = "mail";
        Assert.Contains("MailServer", Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_can_count_every_act_of_accounts_programs_and_sign_in_that_the_program_writes()
    {
        var sources = new[] { "Gudok.Access", "Gudok.Portal" }.SelectMany(module => Directory.EnumerateFiles(Gudok.Testing.RepositoryFolder.PathOf("src", module), "*.cs", SearchOption.AllDirectories));
        var written = sources.SelectMany(path => WrittenAct().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.True(written.Count > 20);
        Assert.All(written, act => Assert.True(JournalActs.Has(act), $"No rule can count {act}."));
        Assert.True(JournalActs.Has("signin."));
        Assert.False(JournalActs.Has("user.kings"));
    }

    [System.Text.RegularExpressions.GeneratedRegex("\"((?:user|client|token|session|signin|account|request)\\.[a-z-]+)\"", System.Text.RegularExpressions.RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial System.Text.RegularExpressions.Regex WrittenAct();
}
