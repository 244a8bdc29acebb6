using System.Text.Json.Serialization;

namespace Plenum.AspNetCore.Access;

/// <summary>How a ticket becomes JSON.</summary>
[JsonSerializable(typeof(SealedTicket))]
internal sealed partial class SealedTicketJson : JsonSerializerContext;
