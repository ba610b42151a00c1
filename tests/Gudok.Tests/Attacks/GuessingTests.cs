using System.Net;
using System.Net.Sockets;
using System.Text;
using Gudok.Access;

namespace Gudok.Tests;

/// <summary>Ten thousand guesses at the served sign-in, from one machine, many at a time.</summary>
public sealed class GuessingTests : IDisposable
{
    private const int Guesses = 10_000;
    private readonly TestInstallation _installation = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Ten_thousand_guesses_are_turned_away_cheaply_and_the_right_person_gets_in_after_the_window()
    {
        await using var portal = await ServedPortal.StartAsync(_installation.Data);
        await portal.SignInAsync("anna", Role.Operator);
        var before = await EntriesAsync(portal);
        using var stranger = portal.ClientWith(null, "");
        var told = new System.Collections.Concurrent.ConcurrentDictionary<HttpStatusCode, int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Guesses), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Stop }, async (guess, stop) =>
        {
            using var content = new StringContent($$"""{"name":"{{(guess % 2 == 0 ? "anna" : "nobody" + guess)}}","password":"guess number {{guess}}"}""", Encoding.UTF8, "application/json");
            using var answer = await stranger.PostAsync(new Uri("/sign-in", UriKind.Relative), content, stop);
            told.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        });
        Assert.Equal(Guesses, told.Values.Sum());
        Assert.True(told.Keys.All(status => status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests), string.Join(' ', told.Keys));
        var limit = portal.Folder.Settings.Access.SignIn.AttemptsPerAddress;
        Assert.InRange(told.GetValueOrDefault(HttpStatusCode.Unauthorized), 1, limit);
        // Refusals that were heard, and once that more were turned away: by the sign-in, and by what keeps strangers from asking at all.
        Assert.InRange(await EntriesAsync(portal) - before, 1, limit + 2);

        // From an address of her own: the account is shut for passwords, until the window is over.
        using var anna = From(portal, "127.0.0.2");
        Assert.Equal(HttpStatusCode.Unauthorized, (await anna.AskAsync("/sign-in", new { name = "anna", password = "four blue trams ring" })).Status);
        portal.Clock.Advance(portal.Folder.Settings.Access.SignIn.LockoutFor + TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await anna.AskAsync("/sign-in", new { name = "anna", password = "four blue trams ring" })).Status);
    }

    private static HttpClient From(ServedPortal portal, string address) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        ConnectCallback = async (context, stop) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = portal.Address };

    private static async Task<int> EntriesAsync(ServedPortal portal)
    {
        var count = 0;
        JournalPage? page = null;
        do
        {
            page = await portal.Folder.Journal.SearchAsync(new JournalSearch { Limit = JournalSearch.MostEntries, Before = page?.Next }, Stop);
            count += page.Entries.Count;
        }
        while (page.Next is not null);
        return count;
    }
}
