//! Files from their first byte to their message, or to the sweep.

use jiff::{SignedDuration, Timestamp};
use rules::attachment::{AttachmentState, Seen, Words};
use rules::contact::Span;
use rules::ids::{AttachmentId, ContentId, ConversationId, MessageId, SellerId};
use rules::moderation::{Hidden, Reader};
use store::attachments::{self, Attachment, Kept, Part};
use store::{Db, DbError, both_databases, contents, looked_through};
use uuid::Uuid;

const UPLOADER: (&str, &str) = ("buyer", "maja");

fn seller() -> SellerId {
    SellerId::parse("nova").unwrap()
}

fn file(number: u128) -> Attachment {
    Attachment {
        seller: seller(),
        id: AttachmentId(Uuid::from_u128(number)),
        conversation: None,
        message: None,
        uploader: (UPLOADER.0.into(), UPLOADER.1.into()),
        state: AttachmentState::Uploading,
        announced_bytes: 10,
        received_bytes: 0,
        name_commitment: [1; 32],
        name: Some(format!("{number}.txt")),
        name_hidden: Hidden::new(),
        withheld: false,
        may_open: true,
        kept: None,
        created_at: Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1),
    }
}

fn kept() -> Kept {
    Kept {
        kind: "jpg".into(),
        bytes: 8,
        sha256_received: [2; 32],
        sha256_kept: [3; 32],
        size: Some((30, 20)),
        has_thumbnail: true,
    }
}

fn part(start_byte: u64, bytes: u64) -> Part {
    Part {
        id: Uuid::from_u128(u128::from(start_byte) + 100),
        start_byte,
        bytes,
    }
}

async fn begin(tx: &store::Tx, file: &Attachment) -> Result<(), DbError> {
    let name = file.name.as_deref().unwrap();
    contents::insert(tx, &file.seller, ContentId(file.id.0), &[0; 32], name).await?;
    attachments::insert(tx, file).await
}

both_databases! {
    async fn pieces_follow_each_other_and_a_ready_file_is_bound_once(db: Db) {
        db.write(async |tx| -> Result<(), DbError> {
            let (seller, begun) = (seller(), file(1));
            begin(tx, &begun).await?;
            assert_eq!(attachments::any_find_of_uploader(tx, UPLOADER, begun.id).await?, Some(begun.clone()));
            assert_eq!(attachments::any_find_of_uploader(tx, ("buyer", "tone"), begun.id).await?, None);
            assert!(attachments::append(tx, &seller, begun.id, part(0, 4)).await?);
            assert!(!attachments::append(tx, &seller, begun.id, part(0, 4)).await?);
            assert!(attachments::append(tx, &seller, begun.id, part(4, 6)).await?);
            assert_eq!(attachments::parts(tx, &seller, begun.id).await?, [part(0, 4), part(4, 6)]);
            let to = (ConversationId(Uuid::from_u128(7)), MessageId(Uuid::from_u128(8)));
            assert!(!attachments::bind(tx, &seller, begun.id, to, 0).await?, "bound before it was ready");
            assert!(attachments::make_ready(tx, &seller, begun.id, &kept(), None).await?);
            assert!(!attachments::make_ready(tx, &seller, begun.id, &kept(), None).await?);
            assert_eq!(attachments::any_with_parts_left(tx, 9).await?, [(seller.clone(), begun.id)]);
            attachments::forget_parts(tx, &seller, begun.id).await?;
            assert_eq!(attachments::any_with_parts_left(tx, 9).await?, []);
            assert!(attachments::bind(tx, &seller, begun.id, to, 0).await?);
            assert!(!attachments::bind(tx, &seller, begun.id, to, 0).await?);
            assert!(!attachments::give_up(tx, &seller, begun.id, begun.created_at).await?, "a sent file was given up");
            let sent = attachments::of_conversation(tx, (Reader::Buyer, &seller), to.0).await?;
            assert_eq!(sent.len(), 1);
            assert_eq!((sent[0].message, sent[0].kept.clone()), (Some(to.1), Some(kept())));
            assert_eq!(attachments::find_sent(tx, (Reader::Buyer, &seller), to.0, begun.id).await?.as_ref(), sent.first());
            let elsewhere = ConversationId(Uuid::from_u128(9));
            assert_eq!(attachments::find_sent(tx, (Reader::Buyer, &seller), elsewhere, begun.id).await?, None);
            Ok(())
        })
        .await
        .unwrap();
    }

    async fn what_is_hidden_of_a_file_is_hidden_from_the_other_side_alone(db: Db) {
        db.write(async |tx| -> Result<(), DbError> {
            let (seller, begun) = (seller(), file(1));
            begin(tx, &begun).await?;
            let to = (ConversationId(Uuid::from_u128(7)), MessageId(Uuid::from_u128(8)));
            assert!(attachments::make_ready(tx, &seller, begun.id, &kept(), None).await?);
            assert!(attachments::bind(tx, &seller, begun.id, to, 0).await?);
            let hidden = [Span { start: 0, end: 1 }];
            looked_through::hide(tx, &seller, begun.id, (&hidden, true)).await?;
            for (reader, name, may_open) in [
                (Reader::Buyer, "1.txt", true),
                (Reader::Marketplace, "1.txt", true),
                (Reader::Seller, "•••••.txt", false),
            ] {
                let found = attachments::find_sent(tx, (reader, &seller), to.0, begun.id).await?;
                let listed = attachments::of_conversation(tx, (reader, &seller), to.0).await?;
                assert_eq!(found.as_ref(), listed.first());
                let found = found.unwrap();
                assert_eq!((found.name.as_deref(), found.may_open), (Some(name), may_open), "{reader:?}");
                assert_eq!((found.withheld, found.name_hidden.as_slice()), (true, hidden.as_slice()));
            }
            Ok(())
        })
        .await
        .unwrap();
    }

    async fn what_was_read_in_an_image_is_kept_once_and_goes_with_it(db: Db) {
        db.write(async |tx| -> Result<(), DbError> {
            let (seller, begun) = (seller(), file(1));
            begin(tx, &begun).await?;
            assert_eq!(looked_through::seen(tx, &seller, begun.id).await?, None);
            let seen = Seen { codes: Some("tel:041123456".to_owned()), words: Words::TooSlow };
            let (content, other) = (ContentId(Uuid::from_u128(50)), ContentId(Uuid::from_u128(51)));
            for (content, is_first) in [(content, true), (other, false)] {
                let with = Some((content, &[7; 32], &seen));
                let made = attachments::make_ready(tx, &seller, begun.id, &kept(), with).await?;
                assert_eq!(made, is_first);
            }
            assert_eq!(looked_through::seen(tx, &seller, begun.id).await?, Some(seen));
            assert_eq!(contents::find(tx, &seller, other).await?, None);
            assert!(attachments::give_up(tx, &seller, begun.id, begun.created_at).await?);
            attachments::forget(tx, &seller, begun.id).await?;
            assert_eq!(contents::find(tx, &seller, content).await?, None);
            Ok(())
        })
        .await
        .unwrap();
    }

    async fn what_is_swept_takes_its_name_along(db: Db) {
        db.write(async |tx| -> Result<(), DbError> {
            let (seller, old, young) = (seller(), file(1), file(2));
            let now = old.created_at + SignedDuration::from_hours(2);
            let young = Attachment { created_at: now, ..young };
            begin(tx, &old).await?;
            begin(tx, &young).await?;
            let elsewhere = SellerId::parse("drugi").unwrap();
            let other = Attachment { seller: elsewhere.clone(), created_at: now, ..file(3) };
            begin(tx, &other).await?;
            assert_eq!(attachments::any_unbound_of_uploader(tx, UPLOADER).await?, (3, 30));
            assert_eq!(attachments::unbound_of_uploader(tx, &seller, UPLOADER).await?, (2, 20));
            attachments::any_give_up_old(tx, now, now).await?;
            assert_eq!(attachments::any_unbound_of_uploader(tx, UPLOADER).await?, (2, 20));
            assert_eq!(attachments::unbound_of_uploader(tx, &seller, UPLOADER).await?, (1, 10));
            assert_eq!(attachments::any_swept(tx, now, 9).await?, [], "deleted while its bytes may be on their way");
            let later = now + SignedDuration::from_hours(1);
            assert!(attachments::give_up(tx, &elsewhere, other.id, now).await?);
            let both = [(elsewhere.clone(), other.id), (seller.clone(), old.id)];
            assert_eq!(attachments::any_swept(tx, later, 9).await?, both);
            attachments::put_off(tx, &elsewhere, other.id, now + SignedDuration::from_mins(1)).await?;
            assert_eq!(attachments::any_swept(tx, later, 1).await?, [(seller.clone(), old.id)]);
            attachments::forget(tx, &seller, old.id).await?;
            // One that is not swept is not forgotten.
            attachments::forget(tx, &seller, young.id).await?;
            assert_eq!(contents::find(tx, &seller, ContentId(old.id.0)).await?, None);
            assert!(contents::find(tx, &seller, ContentId(young.id.0)).await?.is_some());
            assert_eq!(attachments::any_find_of_uploader(tx, UPLOADER, old.id).await?, None);
            assert!(attachments::any_find_of_uploader(tx, UPLOADER, young.id).await?.is_some());
            Ok(())
        })
        .await
        .unwrap();
    }
}
