//! Values on the wire of PostgreSQL, by the types that the server has inferred.

use bytes::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use crate::{DbError, Row, Value};

type Failure = Box<dyn std::error::Error + Sync + Send>;

/// One row of the driver as one of ours.
pub(crate) fn own(row: &tokio_postgres::Row) -> Result<Row, DbError> {
    let columns = (0..row.len()).map(|column| {
        let cell = row.try_get::<_, Cell>(column).map_err(|error| {
            let cause = std::error::Error::source(&error)
                .map_or_else(|| error.to_string(), ToString::to_string);
            DbError::decode(column, cause)
        })?;
        Ok(cell.0)
    });
    Ok(Row::new(columns.collect::<Result<_, DbError>>()?))
}

struct Cell(Value);

impl<'a> FromSql<'a> for Cell {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Failure> {
        Ok(Self(match *kind {
            Type::INT8 => Value::Integer(i64::from_sql(kind, raw)?),
            Type::INT4 => Value::Integer(i32::from_sql(kind, raw)?.into()),
            Type::INT2 => Value::Integer(i16::from_sql(kind, raw)?.into()),
            Type::BOOL => Value::Integer(bool::from_sql(kind, raw)?.into()),
            Type::NUMERIC => Value::Integer(whole(raw)?),
            Type::BYTEA => Value::Blob(raw.to_vec()),
            Type::UUID => Value::Uuid(Uuid::from_sql(kind, raw)?),
            _ => Value::Text(String::from_sql(kind, raw)?),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failure> {
        Ok(Self(Value::Null))
    }

    fn accepts(kind: &Type) -> bool {
        matches!(
            *kind,
            Type::INT8
                | Type::INT4
                | Type::INT2
                | Type::BOOL
                | Type::NUMERIC
                | Type::BYTEA
                | Type::UUID
        ) || <String as FromSql>::accepts(kind)
    }
}

/// A whole `NUMERIC`, the type of `SUM` over `BIGINT`: counts and signs, then digits of base 10,000.
fn whole(raw: &[u8]) -> Result<i64, Failure> {
    let mut words = raw
        .chunks_exact(2)
        .map(|pair| i16::from_be_bytes([pair[0], pair[1]]));
    let mut word = || words.next().ok_or("a number is cut short");
    let (digits, weight, sign, _scale) = (word()?, word()?, word()?, word()?);
    if digits > weight + 1 || !matches!(sign, 0 | 0x4000) {
        return Err("a number is not whole".into());
    }
    let mut number: i128 = 0;
    for place in 0..=weight {
        let digit = if place < digits { word()? } else { 0 };
        number = number.checked_mul(10_000).ok_or("a number is too large")? + i128::from(digit);
    }
    Ok(i64::try_from(if sign == 0 { number } else { -number })?)
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Integer(number), &Type::INT8) => number.to_sql(kind, out),
            (Self::Integer(number), &Type::INT4) => i32::try_from(*number)?.to_sql(kind, out),
            (Self::Integer(number), &Type::INT2) => i16::try_from(*number)?.to_sql(kind, out),
            (Self::Text(text), kind) if <&str as ToSql>::accepts(kind) => text.to_sql(kind, out),
            (Self::Blob(bytes), &Type::BYTEA) => bytes.to_sql(kind, out),
            (Self::Blob(bytes), &Type::UUID) => Uuid::from_slice(bytes)?.to_sql(kind, out),
            (Self::Uuid(id), &Type::UUID) => id.to_sql(kind, out),
            (Self::Uuid(id), &Type::BYTEA) => id.as_bytes().as_slice().to_sql(kind, out),
            (other, kind) => Err(format!("{other:?} does not fit {kind}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::whole;

    fn numeric(words: &[i16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(whole(&numeric(&[0, 0, 0, 0])).unwrap(), 0);
        assert_eq!(whole(&numeric(&[1, 0, 0, 0, 42])).unwrap(), 42);
        assert_eq!(whole(&numeric(&[1, 1, 0, 0, 3])).unwrap(), 30_000);
        assert_eq!(
            whole(&numeric(&[2, 1, 0x4000, 0, 1, 2345])).unwrap(),
            -12_345
        );
    }

    #[test]
    fn others_are_refused() {
        assert!(whole(&numeric(&[1, -1, 0, 2, 5000])).is_err(), "a fraction");
        assert!(
            whole(&numeric(&[0, 0, -0x4000, 0])).is_err(),
            "not a number"
        );
        assert!(whole(&numeric(&[1, 9, 0, 0, 1])).is_err(), "beyond 64 bits");
        assert!(whole(&numeric(&[2, 1, 0, 0, 1])).is_err(), "cut short");
    }
}
