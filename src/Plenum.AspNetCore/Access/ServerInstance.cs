using System.Security.Cryptography;

namespace Plenum.AspNetCore.Access;

/// <summary>One run of the server: tells a resume token of this memory from one of a memory that was lost.</summary>
internal sealed class ServerInstance(TimeProvider clock)
{
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();
}
