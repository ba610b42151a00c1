using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>What is written follows the schemas, and the schema of posts and its reader agree on what is right.</summary>
public sealed class SchemaTests
{
    private static readonly string Schemas = Path.Combine(Repository.Root, "schemas");

    private static readonly (bool IsRight, string Json)[] Posts =
    [
        (true, """{"sessionId":"a","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"busy"}"""),
        (true, """{"sessionId":"a","dialled":"8 (495) 123-00-01","caller":"anonymous","startedAt":"2026-11-21T12:00:00.5+03:00","answeredAt":"2026-11-21T09:00:09Z","endedAt":"2026-11-21T09:01:00Z","disposition":"answered","sipStatus":200,"kind":"complaint","priority":1,"operator":"ivanova"}"""),
        (true, """{"sessionId":"a","callee":"x@example.invalid","startedAt":"2026-11-21T09:00:00Z","disposition":"failed","legs":[{"callId":"b","startedAt":"2026-11-21T09:00:00Z","disposition":"failed","from":"192.0.2.1:5060"}]}"""),
        (false, """{"callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"busy"}"""),
        (false, """{"sessionId":"a","startedAt":"2026-11-21T09:00:00Z","disposition":"busy"}"""),
        (false, """{"sessionId":"a","callee":"112","startedAt":"2026-11-21","disposition":"busy"}"""),
        (false, """{"sessionId":"a","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"answered"}"""),
        (false, """{"sessionId":"a","callee":"112","startedAt":"2026-11-21T09:00:00Z","answeredAt":"2026-11-21T09:00:00Z","disposition":"busy"}"""),
        (false, """{"sessionId":"a","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"busy","note":"x"}"""),
        (false, """{"sessionId":"a","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"busy","sipStatus":180}"""),
        (false, """{"sessionId":"a","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"busy","operator":"8-495-1230001"}"""),
        (false, """{"sessionId":"a\u0007","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"busy"}"""),
        (false, """{"sessionId":"a","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"busy","legs":[]}"""),
    ];

    private static readonly (bool IsRight, string Json)[] Maps =
    [
        (true, ImportSamples.CsvMap),
        (true, """{"columns": {"sessionId": {"from": 1, "length": 9}, "dialled": {"from": 10, "length": 5}, "startedAt": {"from": 15, "length": 14}}, "heading": false, "skipLines": 2, "joinRows": false}"""),
        (false, """{"columns": {"sessionId": 1, "dialled": 2, "startedAt": 0}}"""),
        (false, """{"columns": {"sessionId": 1, "dialled": 2, "startedAt": 3, "phone": 4}}"""),
        (false, """{"columns": {"sessionId": 1, "dialled": 2, "startedAt": 3}, "delimiter": ", "}"""),
        (false, """{"columns": {"sessionId": 1, "dialled": 2, "startedAt": 3}, "dispositions": {"OK": "fine"}}"""),
        (false, """{"columns": {"sessionId": 1, "dialled": 2, "startedAt": 3}, "skipLines": -1}"""),
        (false, """{"colums": {}}"""),
    ];

    [Fact]
    public void The_reader_of_maps_agrees_with_the_samples()
    {
        foreach (var (isRight, json) in Maps)
            Assert.True(isRight == ColumnMap.TryRead(System.Text.Encoding.UTF8.GetBytes(json), RecordFormat.Csv, out _, out var mistakes), $"{json} {string.Join("; ", mistakes)}");
    }

    [Fact]
    public void The_reader_of_posts_agrees_with_the_samples()
    {
        var reader = new PostedCallReader(new Numbers.PartyReader(new Numbers.PartyOptions()), TimeProvider.System);
        foreach (var (isRight, json) in Posts)
            Assert.True(isRight == reader.TryRead(System.Text.Encoding.UTF8.GetBytes(json), out _, out var fault), $"{json} {fault}");
    }

    [Theory]
    [InlineData("call-view", typeof(CallView), "leg", typeof(LegView))]
    [InlineData("call-view", typeof(CallView), "media", typeof(MediaView))]
    [InlineData("call-view", typeof(CallView), "mediaWindow", typeof(MediaWindow))]
    [InlineData("call-post", typeof(PostedCall), "leg", typeof(PostedLeg))]
    [InlineData("hold-view", typeof(HoldView))]
    [InlineData("hold-post", typeof(HoldRequest))]
    [InlineData("erasure-post", typeof(ErasureRequest))]
    [InlineData("erasure-act", typeof(ErasureAct), "party", typeof(ErasedParty))]
    [InlineData("retention-view", typeof(RetentionView), "class", typeof(ClassView))]
    [InlineData("retention-view", typeof(RetentionView), "day", typeof(ClassDayView))]
    public void Schemas_name_every_member_and_describe_it(string name, Type whole, string? part = null, Type? type = null)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Schemas, name + ".v1.schema.json")))!;
        Agree(whole, schema["properties"]!.AsObject());
        if (part is not null) Agree(type!, schema["$defs"]![part]!["properties"]!.AsObject());

        static void Agree(Type type, JsonObject properties)
        {
            Assert.Equal(
                type.GetProperties().Where(member => member.Name != "EqualityContract").Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Order(StringComparer.Ordinal),
                properties.Select(property => property.Key).Order(StringComparer.Ordinal));
            Assert.All(properties, property => Assert.False(string.IsNullOrWhiteSpace(property.Value!["description"]?.GetValue<string>()), property.Key));
        }
    }

    [Fact]
    [Trait("Needs", "npm")]
    public async Task Ajv_takes_what_is_right_and_refuses_what_is_not()
    {
        var samples = new JsonArray();
        foreach (var call in InventedCalls.Many(60))
            samples.Add(new JsonObject { ["schema"] = "call-view", ["right"] = true, ["sample"] = JsonNode.Parse(JsonSerializer.Serialize(call, CallsJson.Plain.CallView)) });
        samples.Add(new JsonObject { ["schema"] = "call-view", ["right"] = false, ["sample"] = new JsonObject { ["id"] = "x" } });
        foreach (var (isRight, json) in Posts)
            samples.Add(new JsonObject { ["schema"] = "call-post", ["right"] = isRight, ["sample"] = JsonNode.Parse(json) });
        foreach (var (isRight, json) in Maps)
            samples.Add(new JsonObject { ["schema"] = "import-map", ["right"] = isRight, ["sample"] = JsonNode.Parse(json) });
        AddPolicy(samples);
        await AddKeepingAsync(samples);
        Assert.Equal("", await AskAjvAsync(samples));
    }

    private static void AddPolicy(JsonArray samples)
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        samples.Add(new JsonObject { ["schema"] = "policy", ["right"] = true, ["sample"] = JsonNode.Parse(Access.PolicyFile.Starting(), documentOptions: options) });
        foreach (var wrong in new[] { """{"acts":{}}""", """{"version":1,"acts":{"calls.serach":{}}}""", """{"version":1,"acts":{"calls.post":{"clerk":"yes"}}}""", """{"version":1,"acts":{"calls.post":{"operator":"perhaps"}}}""" })
            samples.Add(new JsonObject { ["schema"] = "policy", ["right"] = false, ["sample"] = JsonNode.Parse(wrong) });
    }

    // What the interface answers, and what it is asked: right as its reader takes it, wrong as it refuses.
    private static async Task AddKeepingAsync(JsonArray samples)
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        await kept.FillAsync();
        foreach (var hold in (await host.AskAsync("/api/v1/holds")).Json.EnumerateArray()) Add("hold-view", true, hold.ToString());
        foreach (var listed in (await host.AskAsync("/api/v1/acts")).Json.GetProperty("acts").EnumerateArray()) Add("erasure-act", true, listed.GetProperty("act").ToString());
        Add("retention-view", true, (await host.AskAsync("/api/v1/retention")).Json.ToString());
        foreach (var (schema, path, body) in ((string, string, string)[])
        [
            ("hold-post", "/api/v1/holds", $$"""{"call":"{{kept.Calls[0]}}","reason":"case 15","until":"2030-01-01T00:00:00Z","id":"01234567-89ab-7def-8123-456789abcdef"}"""),
            ("hold-post", "/api/v1/holds", $$"""{"number":"{{KeptCalls.Caller}}","reason":"case 15"}"""),
            ("hold-post", "/api/v1/holds", """{"reason":"neither"}"""),
            ("hold-post", "/api/v1/holds", $$"""{"call":"{{kept.Calls[0]}}","number":"112","reason":"both"}"""),
            ("hold-post", "/api/v1/holds", """{"number":"112","reason":" "}"""),
            ("hold-post", "/api/v1/holds", """{"number":"112","reason":"x","until":"tomorrow"}"""),
            ("hold-post", "/api/v1/holds", """{"number":"112","reason":"x","id":"1"}"""),
            ("hold-post", "/api/v1/holds", """{"number":"112","reason":"x","why":"y"}"""),
            ("erasure-post", "/api/v1/parties/erase", """{"numbers":["+79990000000"],"reason":"consent withdrawn","requestId":"17"}"""),
            ("erasure-post", "/api/v1/parties/erase", """{"numbers":[],"reason":"x"}"""),
            ("erasure-post", "/api/v1/parties/erase", """{"numbers":[" "],"reason":"x"}"""),
            ("erasure-post", "/api/v1/parties/erase", """{"numbers":["112"]}"""),
            ("erasure-post", "/api/v1/parties/erase", """{"numbers":["112"],"reason":"x","force":true}"""),
        ])
        {
            Add(schema, (await host.AskAsync(path, body)).Status == 200, body);
        }

        foreach (var schema in new[] { "hold-view", "erasure-act", "retention-view" }) Add(schema, false, """{"id":"x"}""");

        void Add(string schema, bool isRight, string json) =>
            samples.Add(new JsonObject { ["schema"] = schema, ["right"] = isRight, ["sample"] = JsonNode.Parse(json) });
    }

    private static async Task<string> AskAjvAsync(JsonArray samples)
    {
        const string script = """
            const Ajv = require('ajv/dist/2020').default, fs = require('fs');
            const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
            require('ajv-formats').default(ajv);
            const check = {};
            for (const name of ['call-view', 'call-post', 'import-map', 'hold-view', 'hold-post', 'erasure-post', 'erasure-act', 'retention-view', 'policy']) check[name] = ajv.compile(JSON.parse(fs.readFileSync(`${process.argv[1]}/${name}.v1.schema.json`)));
            for (const { schema, right, sample } of JSON.parse(fs.readFileSync(0)))
              if (check[schema](sample) !== right) console.log(schema, right, JSON.stringify(sample), ajv.errorsText(check[schema].errors));
            """;
        var start = new ProcessStartInfo("node", ["-e", script, Schemas])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "src/Gudok.Portal"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(samples.ToJsonString());
        node.StandardInput.Close();
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        return await output + await errors;
    }
}
