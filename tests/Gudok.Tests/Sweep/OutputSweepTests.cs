using System.Collections.Concurrent;
using System.Text;
using Gudok.Access;
using Gudok.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Tests;

/// <summary>Everything that leaves the program, to everybody, at every address there is: no whole number anywhere, and no text of a stranger as markup
/// (requirements A4, N4). A new address is swept by itself.</summary>
public sealed class OutputSweepTests
{
    private const int MostTold = 40;

    [Fact]
    public async Task Nobody_is_told_a_whole_number_at_any_address_in_a_file_a_log_or_a_notice()
    {
        await using var portal = await SweptPortal.StartAsync();
        var sweep = new NumberSweep(portal.Numbers);
        var found = new ConcurrentBag<string>();
        var (asked, heard) = (0, 0);
        var notices = NoticesAsync(portal);
        await Parallel.ForEachAsync(portal.Everybody, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, stop) =>
        {
            foreach (var (method, path, body) in SweptAddresses.Of(portal, portal.App.Services.GetRequiredService<AccessPolicy>(), ActorOf(one.Value.Role)))
            {
                var answer = await AskAsync(portal, one.Value.Client, method, path, body, stop);
                Interlocked.Increment(ref asked);
                if (answer.Type == "text/event-stream" && answer.Text.Contains("event: ", StringComparison.Ordinal)) Interlocked.Increment(ref heard);
                var what = $"{one.Key}: {method} {path} {body}";
                foreach (var form in sweep.FindIn(answer.Whole)) found.Add($"{what}: number, {form}");
                if (answer.Type == "text/html" && answer.Text.Contains("<img src=x", StringComparison.OrdinalIgnoreCase)) found.Add($"{what}: markup of a stranger");
            }
        });
        foreach (var (name, octets) in portal.Unpacked) found.Add(string.Join(", ", sweep.FindIn(octets).Distinct().Select(form => $"export {name}: {form}")));
        foreach (var form in sweep.FindIn(portal.Log.Text)) found.Add("log: " + form);
        foreach (var form in sweep.FindIn(await notices)) found.Add("notice of an alert: " + form);

        var all = found.Where(one => one.Length > 0).Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.True(all.Length == 0, $"{all.Length} places:\n{string.Join('\n', all.Take(MostTold))}");
        Assert.True(asked > 5_000, asked.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(heard > 5, "The streams said nothing.");
        Assert.All(portal.Unpacked, file => Assert.True(file.Value.Length > 200, file.Key));
    }

    private static Actor? ActorOf(Role? role) => role is null ? null : new Actor
    {
        Kind = role == Role.ServiceClient ? ActorKind.Client : ActorKind.Person,
        Id = "any",
        Name = "any",
        Roles = [role.Value],
        HasSecondFactor = true,
    };

    private static async Task<SweptAnswer> AskAsync(SweptPortal portal, HttpClient client, string method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (!path.StartsWith("/api/", StringComparison.Ordinal)) request.Headers.Add("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("User-Agent", SweptPortal.Hostile + SweptPortal.Number);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream") return await SweptAnswer.ReadAsync(answer, cancellationToken);
        // A stream is listened to while calls come in.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = SweptAnswer.ReadAsync(answer, limit.Token);
        foreach (var name in SweptPortal.Callees) await portal.CallAsync(name);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        return await reading;
    }

    /// <summary>What webhook and mail say of alerts that are raised while it listens.</summary>
    private static async Task<string> NoticesAsync(SweptPortal portal)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var web = new NoticeTrap();
        using var mail = new NoticeTrap();
        var secret = Path.Combine(Path.GetDirectoryName(portal.Folder)!, "secret");
        await File.WriteAllTextAsync(secret, "secret", limit.Token);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var options = new AlertOptions { Webhook = $"http://127.0.0.1:{web.Port}/", WebhookSecretFile = secret, MailServer = $"127.0.0.1:{mail.Port}", MailTls = false, MailFrom = "gudok@example.org" };
        options.MailTo.Add("duty@example.org");
        await using var watch = portal.Watch(AlertPosts.Open(options, TimeProvider.System, portal.App.Logger));
        await watch.CatchUpAsync(limit.Token);
        var taken = await Task.WhenAll(web.TakePostAsync(limit.Token), mail.TakeMailAsync(limit.Token));
        Assert.Contains("rule", taken[0], StringComparison.Ordinal);
        Assert.Contains("Subject: Gudok: alert", taken[1], StringComparison.Ordinal);
        return string.Concat(taken);
    }
}
