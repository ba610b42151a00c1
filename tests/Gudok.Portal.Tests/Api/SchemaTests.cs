using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gudok.Calls;

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

    [Fact]
    public void The_reader_of_posts_agrees_with_the_samples()
    {
        var reader = new PostedCallReader(new Numbers.PartyReader(new Numbers.PartyOptions()), TimeProvider.System);
        foreach (var (isRight, json) in Posts)
            Assert.True(isRight == reader.TryRead(System.Text.Encoding.UTF8.GetBytes(json), out _, out var fault), $"{json} {fault}");
    }

    [Theory]
    [InlineData("call-view", typeof(CallView), typeof(LegView))]
    [InlineData("call-post", typeof(PostedCall), typeof(PostedLeg))]
    public void Schemas_name_every_member_and_describe_it(string name, Type call, Type leg)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Schemas, name + ".v1.schema.json")))!;
        Agree(call, schema["properties"]!.AsObject());
        Agree(leg, schema["$defs"]!["leg"]!["properties"]!.AsObject());

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
        Assert.Equal("", await AskAjvAsync(samples));
    }

    private static async Task<string> AskAjvAsync(JsonArray samples)
    {
        const string script = """
            const Ajv = require('ajv/dist/2020').default, fs = require('fs');
            const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
            require('ajv-formats').default(ajv);
            const check = {};
            for (const name of ['call-view', 'call-post']) check[name] = ajv.compile(JSON.parse(fs.readFileSync(`${process.argv[1]}/${name}.v1.schema.json`)));
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
