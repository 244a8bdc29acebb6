using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Access;

/// <summary>
/// Seals resume tickets into tokens, by ASP.NET Core Data Protection under a purpose of their own, and opens them. Its
/// keys outlive the process, so a restarted server opens what it sealed before.
/// </summary>
internal sealed class ResumeTickets(
    IDataProtectionProvider protection,
    IOptions<PlenumOptions> options,
    ServerInstance instance,
    TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Plenum.ResumeTicket.v1");

    public string Seal(RoomName room, SessionClaims claims)
    {
        var now = clock.GetUtcNow();
        var ticket = new ResumeTicket(room, instance.Id, now, now + options.Value.Access.ResumeTokenLifetime, claims);
        var json = JsonSerializer.SerializeToUtf8Bytes(SealedTicket.From(ticket), SealedTicketJson.Default.SealedTicket);
        return Base64Url.EncodeToString(_protector.Protect(json));
    }

    public bool TryOpen(string token, [NotNullWhen(true)] out ResumeTicket? ticket)
    {
        ticket = null;
        if (token.Length > options.Value.Access.MaxTokenLength || !Base64Url.IsValid(token))
            return false;

        try
        {
            var json = _protector.Unprotect(Base64Url.DecodeFromChars(token));
            return JsonSerializer.Deserialize(json, SealedTicketJson.Default.SealedTicket) is { } payload
                && payload.TryRead(out ticket);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            // Not ours, tampered with, or of a version whose tickets looked different.
            return false;
        }
    }

    /// <summary>Whether this run of the server gave it out, so that what it knows is the truth.</summary>
    public bool IsOfThisRun(ResumeTicket ticket) => ticket.Instance == instance.Id;

    /// <summary>Whether its participant may be let in again by a server that has lost its memory.</summary>
    public bool Readmits(ResumeTicket ticket)
    {
        var now = clock.GetUtcNow();
        return now < ticket.Expires && now < instance.StartedAt + options.Value.Access.RestartWindow;
    }
}
