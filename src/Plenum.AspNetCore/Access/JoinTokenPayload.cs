using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Access;

/// <summary>The claims of a join token as JSON.</summary>
internal static class JoinTokenPayload
{
    public static byte[] Write(JoinClaims claims, DateTimeOffset notBefore, DateTimeOffset expires)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("room", claims.Room);
            json.WriteString("identity", claims.Identity);
            if (claims.Name is not null)
                json.WriteString("name", claims.Name);

            json.WriteString("role", NameOf(claims.Role));
            WriteGrants(json, claims.Grants);
            json.WriteNumber("nbf", notBefore.ToUnixTimeSeconds());
            json.WriteNumber("exp", expires.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Claims of other names are other people's and are skipped; ours are taken as documented or not at all.</summary>
    public static bool TryRead(JsonElement root, [NotNullWhen(true)] out JoinClaims? claims)
    {
        claims = null;
        if (!TryReadText(root, "room", out var room) || room is null
            || !TryReadText(root, "identity", out var identity) || string.IsNullOrWhiteSpace(identity)
            || !TryReadText(root, "name", out var name)
            || !TryReadText(root, "role", out var roleName)
            || !TryReadGrants(root, out var grants))
        {
            return false;
        }

        var role = ParticipantRole.Member;
        if (roleName is not null && !TryParse(roleName, out role))
            return false;

        claims = new JoinClaims { Room = room, Identity = identity, Name = name, Role = role, Grants = grants };
        return true;
    }

    /// <summary>The wire's name of a role or a grant.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            value = candidate;
            if (name == NameOf(candidate))
                return true;
        }

        value = default;
        return false;
    }

    private static void WriteGrants(Utf8JsonWriter json, IReadOnlyList<Grant>? grants)
    {
        if (grants is null)
            return;

        json.WriteStartArray("grants");
        foreach (var grant in grants)
            json.WriteStringValue(NameOf(grant));

        json.WriteEndArray();
    }

    private static bool TryReadText(JsonElement root, string name, out string? text)
    {
        text = null;
        if (!root.TryGetProperty(name, out var element))
            return true;
        if (element.ValueKind != JsonValueKind.String)
            return false;

        return Utf16.TryGetString(element, out text);
    }

    private static bool TryReadGrants(JsonElement root, out IReadOnlyList<Grant>? grants)
    {
        grants = null;
        if (!root.TryGetProperty("grants", out var element))
            return true;
        if (element.ValueKind != JsonValueKind.Array)
            return false;

        var read = new List<Grant>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !Utf16.TryGetString(item, out var name)
                || !TryParse<Grant>(name, out var grant))
            {
                return false;
            }

            read.Add(grant);
        }

        grants = read;
        return true;
    }
}
