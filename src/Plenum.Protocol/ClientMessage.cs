using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>What a client may send over the signalling socket: one JSON object per text frame, told by <c>type</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Pong), "pong")]
[JsonDerivedType(typeof(Request.Join), "join")]
[JsonDerivedType(typeof(Request.Resume), "resume")]
[JsonDerivedType(typeof(Request.Leave), "leave")]
[JsonDerivedType(typeof(Request.Publish), "publish")]
[JsonDerivedType(typeof(Request.UpdatePublication), "updatePublication")]
[JsonDerivedType(typeof(Request.Unpublish), "unpublish")]
[JsonDerivedType(typeof(Request.Signal), "signal")]
[JsonDerivedType(typeof(Request.Chat), "chat")]
[JsonDerivedType(typeof(Request.RaiseHand), "raiseHand")]
[JsonDerivedType(typeof(Request.React), "react")]
[JsonDerivedType(typeof(Request.Rename), "rename")]
[JsonDerivedType(typeof(Request.SetMetadata), "setMetadata")]
[JsonDerivedType(typeof(Request.RefreshIceServers), "refreshIceServers")]
[JsonDerivedType(typeof(Request.MuteTrack), "muteTrack")]
[JsonDerivedType(typeof(Request.AskToUnmute), "askToUnmute")]
[JsonDerivedType(typeof(Request.LowerHand), "lowerHand")]
[JsonDerivedType(typeof(Request.Remove), "remove")]
[JsonDerivedType(typeof(Request.SetRole), "setRole")]
[JsonDerivedType(typeof(Request.HandOver), "handOver")]
[JsonDerivedType(typeof(Request.Lock), "lock")]
[JsonDerivedType(typeof(Request.SetWaitingRoom), "setWaitingRoom")]
[JsonDerivedType(typeof(Request.Admit), "admit")]
[JsonDerivedType(typeof(Request.Deny), "deny")]
[JsonDerivedType(typeof(Request.SetRoomMetadata), "setRoomMetadata")]
[JsonDerivedType(typeof(Request.EndRoom), "endRoom")]
public abstract record ClientMessage;
